/**
 * Property names that others know, and which the build therefore leaves as they are; every other
 * name that no browser knows becomes short, the same in each file.
 *
 * A name that is missing here breaks what reads or writes it, so each group says who that is.
 */
export const PUBLIC_NAMES: readonly string[] = [
  // The global, and what its methods take and give.
  'inkling q track page consent on ready has segments status explain export forget reset',
  'storage personalization measurement advertising identity',
  'mode reason version killed preview rules pending lastError erase open',
  'meter offer off debug count limit remaining allowed article',
  'segment in known since flips knownFrom events lost',
  // What the package's own entry takes.
  'config loaders extra part start createTimeline readWord readSide startIdle startInkling',
  'site edge env pages query dataLayer graceMs recordedFrom base layer grace',
  // Events, as they are stored, and what sites and search engines call their parts.
  'id t type session params seq',
  'path title referrer section tags author free product short',
  'engagement_time_msec percent_scrolled transaction_id utm_campaign',
  'items price quantity discount index value tax shipping currency event ecommerce',
  'source medium campaign term content channel direct outbound link_domain link_url',
  'file_name file_extension form_destination search_term element_name bots search webdriver arrival visible',
  'articleSection keywords name isAccessibleForFree sku productID',
  // What brings a folded history up to newer rules.
  'bring',
  // Since when things are recorded, in the database.
  'all byKey',
  // Bundles.
  'format issued expires program reports epsilon timeoutMs maxMs newOnCampaign newAtMidnight',
  'zone from offsets record types def volatile conversions matcher code m s l v h r',
  'holdout experiments experiences meters offers experience variant c #text #html',
  'markup setHTML',
  // What is signed.
  'kid sig payload kind keys public to next percent hash shadow kill parts recording key',
  // Reports, and the ledger in the database.
  'rows day subject metric bucket arm delta engaged revenue',
  'state queue bought at ms everybody shares day week lease seen bits trials past assigned arm outcomes',
  // What the panels set on elements, and read of what a site gives them.
  'class why off visitor',
  // Young parts of browsers.
  'prerendering navigation globalPrivacyControl commit isIntersecting',
].flatMap((line) => line.split(' '));
