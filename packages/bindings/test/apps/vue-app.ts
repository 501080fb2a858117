import { useSegment, useSegments } from '@inkling/bindings/vue';
import { createSSRApp, defineComponent, h, ref } from 'vue';

const Page = defineComponent({
  props: { serverSegments: { type: Array<string>, required: true } },
  setup({ serverSegments }) {
    const isKeen = useSegment('keen-shopper', serverSegments);
    const segments = useSegments(serverSegments);
    const clicks = ref(0);
    return () =>
      h('main', [
        h('p', { id: 'hook' }, isKeen.value ? 'keen' : 'everybody'),
        h('p', { id: 'list' }, segments.value.join(' ') || 'none'),
        h('p', { id: 'element' }, isKeen.value ? h('em', 'keen') : 'everybody'),
        h('button', { type: 'button', onClick: () => clicks.value++ }, `${clicks.value} clicks`),
      ]);
  },
});

export const createApp = (serverSegments: readonly string[]) =>
  createSSRApp(Page, { serverSegments });
