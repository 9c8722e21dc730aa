// Courses ask a browser whether it plays MP4 before they show one. This view plays what the preview converts for it, so
// it has to say yes. Runs before any script of a page, in every frame; does nothing where the engine plays H.264 itself.
(() => {
  'use strict';
  const media = HTMLMediaElement.prototype;
  const sources = HTMLSourceElement.prototype;
  const engineSays = media.canPlayType;
  if (engineSays.call(document.createElement('video'), 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"')) return;

  // --- which types are converted -------------------------------------------------------------------------------------
  const CONTAINER = /^\s*(?:video\/(?:mp4|x-m4v|quicktime)|audio\/(?:mp4|x-m4a|m4a))\s*(?:;|$)/i;
  const CODEC = /^(?:avc[1-4]|mp4a|mp4v|hev1|hvc1|h264|aac|alac|ac-3|ec-3)\b/i;
  const isOurs = (type) => {
    const text = String(type);
    if (!CONTAINER.test(text)) return false;
    const codecs = /codecs\s*=\s*(?:"([^"]*)"|'([^']*)'|([^;\s]*))/i.exec(text);
    const names = codecs ? (codecs[1] ?? codecs[2] ?? codecs[3]).split(',') : [];
    return names.every((name) => CODEC.test(name.trim()) || name.trim() === '');
  };

  media.canPlayType = function canPlayType(type) {
    return isOurs(type) ? 'probably' : engineSays.call(this, type);
  };
  if (window.MediaCapabilities) {
    const capabilities = MediaCapabilities.prototype;
    const decodingInfo = capabilities.decodingInfo;
    capabilities.decodingInfo = function (configuration) {
      const asked = [configuration?.video?.contentType, configuration?.audio?.contentType].filter(Boolean);
      // pieces fed by a script (media-source) are not converted
      if (configuration?.type !== 'file' || !asked.length || !asked.every(isOurs)) {
        return decodingInfo.call(this, configuration);
      }
      return Promise.resolve({ supported: true, smooth: true, powerEfficient: false, configuration });
    };
  }

  // pieces that a script feeds stay as they are: the answer is no, and the window's console says what to do about it
  if (window.MediaSource) {
    const supported = MediaSource.isTypeSupported;
    const addSourceBuffer = MediaSource.prototype.addSourceBuffer;
    let told = false;
    MediaSource.isTypeSupported = function isTypeSupported(type) {
      const answer = supported.call(MediaSource, type);
      if (!answer && !told && isOurs(type)) {
        told = true;
        console.info('A script asked whether it may feed H.264 or AAC in pieces (Media Source). This view cannot play that; your own browser most likely can.');
      }
      return answer;
    };
    MediaSource.prototype.addSourceBuffer = function (type) {
      if (isOurs(type)) console.info('allure-desktop:media-unsupported');
      return addSourceBuffer.call(this, type);
    };
  }

  // --- the type of a <source>: it decides before anything is asked for, so ours is taken away but still reads as set ---
  const types = new WeakMap();
  const { setAttribute, getAttribute, hasAttribute, removeAttribute } = Element.prototype;
  const typeOf = Object.getOwnPropertyDescriptor(sources, 'type');

  const strip = (source) => {
    const type = getAttribute.call(source, 'type');
    if (type === null || !isOurs(type)) return false;
    types.set(source, type);
    removeAttribute.call(source, 'type');
    return true;
  };
  const set = (source, value) => {
    if (isOurs(value)) {
      removeAttribute.call(source, 'type');
      types.set(source, String(value));
    } else {
      types.delete(source);
      setAttribute.call(source, 'type', value);
    }
  };
  const isType = (name) => String(name).toLowerCase() === 'type';
  Object.defineProperty(sources, 'type', {
    ...typeOf,
    get() {
      return types.get(this) ?? typeOf.get.call(this);
    },
    set(value) {
      set(this, value);
    },
  });
  sources.setAttribute = function (name, value) {
    if (isType(name)) set(this, value);
    else setAttribute.call(this, name, value);
  };
  sources.getAttribute = function (name) {
    return (isType(name) && types.get(this)) || getAttribute.call(this, name);
  };
  sources.hasAttribute = function (name) {
    return (isType(name) && types.has(this)) || hasAttribute.call(this, name);
  };
  sources.removeAttribute = function (name) {
    if (isType(name)) types.delete(this);
    removeAttribute.call(this, name);
  };

  const { load, play } = media;

  // --- sources that were not made by a script --------------------------------------------------------------------------
  const look = (root) => {
    if (root instanceof HTMLSourceElement) root = root.parentNode ?? root;
    if (root instanceof HTMLSourceElement) strip(root);
    for (const source of root.querySelectorAll?.('source[type]') ?? []) {
      const parent = source.parentNode;
      // one that was judged already is judged again
      if (strip(source) && parent instanceof HTMLMediaElement && parent.networkState === parent.NETWORK_NO_SOURCE) {
        load.call(parent);
      }
    }
    for (const template of root.querySelectorAll?.('template') ?? []) look(template.content);
  };
  media.load = function () {
    look(this);
    return load.call(this);
  };
  media.play = function () {
    look(this);
    return play.call(this);
  };
  const html = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
  const adjacent = Element.prototype.insertAdjacentHTML;
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...html,
    set(text) {
      html.set.call(this, text);
      if (/<source/i.test(text)) look(this);
    },
  });
  Element.prototype.insertAdjacentHTML = function (where, text) {
    adjacent.call(this, where, text);
    if (/<source/i.test(text)) look(this.parentNode ?? this);
  };

  const watch = (root) =>
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.target instanceof HTMLSourceElement && change.type === 'attributes') strip(change.target);
        for (const node of change.addedNodes) if (node instanceof Element) look(node);
      }
    }).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['type'] });
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };
  watch(document);
})();
