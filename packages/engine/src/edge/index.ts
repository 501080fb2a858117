/** What a browser tells the edge of a visitor, and what the edge makes of it: pure. */
export {
  EDGE_COOKIE,
  type EdgeCookie,
  edgeCookies,
  isNamed,
  readEdgeCookie,
} from './edge-cookie.ts';
export {
  type EdgeContent,
  type EdgeProgram,
  type EdgeRequest,
  edgeContent,
  edgeTokens,
} from './edge-view.ts';
