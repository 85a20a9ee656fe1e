/*
 * Tidegate's browser snippet: page views, clicks, scroll depth, time on page, and what the page itself tells.
 * Nothing is stored on the device before tidegate('consent', {analytics: true}). See docs/browser.md.
 */
(function (window, document, navigator) {
  'use strict';

  var script = document.currentScript || document.querySelector('script[data-write-key]');
  var stub = window.tidegate;
  if (!script || stub && stub.loaded) return;

  function setting(name) {
    return script.getAttribute('data-' + name);
  }

  var endpoint = script.src.replace(/tidegate\.js([?#].*)?$/, 'batch');
  var depths = [25, 50, 75, 90];
  var times = (setting('time') || '10,30,60,180').split(',').map(Number);
  var manual = setting('page') === 'manual';
  var asks = setting('consent') === 'required';
  // who objects by the browser's own switch is not tracked, whatever the page's banner says
  var objects = navigator.globalPrivacyControl === true && setting('gpc') !== 'ignore';
  var mostWaiting = 100; // while consent is asked for
  var mostAtOnce = 20;
  var delay = 200; // ms, so that what happens together goes together

  var DENIED = 0, OPEN = 1, GRANTED = 2;
  var known = stored(objects ? 'removeItem' : 'getItem');
  var analytics = objects ? DENIED : known ? GRANTED : OPEN;
  var anonymousId = known || newId();
  var userId, contact = {};
  var waiting = [], flushTimer;
  var page = pageInfo(), depth = 0, time = 0, seconds = 0, shownSince, timeTimer;

  /** Storage may be switched off; then the id lives as long as the page. */
  function stored(method, value) {
    try {
      return window.localStorage[method]('tidegate_id', value);
    } catch (e) {
      return null;
    }
  }

  /** Not by randomUUID, which pages without TLS do not have. */
  function newId() {
    return Array.prototype.map.call(window.crypto.getRandomValues(new Uint8Array(16)), function (b) {
      return (b + 256).toString(16).slice(1);
    }).join('');
  }

  function now() {
    return new Date().toISOString();
  }

  function pageInfo() {
    var at = window.location;
    return {
      url: at.origin + at.pathname + at.search, path: at.pathname, search: at.search,
      title: document.title, referrer: document.referrer
    };
  }

  function campaign() {
    var found = {};
    new URLSearchParams(window.location.search).forEach(function (value, name) {
      if (name.slice(0, 4) === 'utm_') found[name === 'utm_campaign' ? 'name' : name.slice(4)] = value;
    });
    return found;
  }

  /** Tells of it unless the visitor does not want it; a change of consent is told always. */
  function tell(call, isConsent) {
    if (analytics === DENIED && !isConsent) return;
    call.messageId = newId();
    call.timestamp = now();
    call.userId = userId;
    if (analytics !== DENIED) call.anonymousId = anonymousId;
    call.context = {
      page: page, campaign: campaign(), traits: contact, locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, library: {name: 'tidegate.js', version: '1'}
    };
    waiting.push({json: JSON.stringify(call), always: isConsent});
    if (waiting.length > mostWaiting) waiting.shift();
    if (isConsent || waiting.length >= mostAtOnce) flush();
    else if (!flushTimer) flushTimer = setTimeout(flush, delay);
  }

  function mayGo(call) {
    return call.always || analytics === GRANTED || !asks;
  }

  function flush() {
    clearTimeout(flushTimer);
    flushTimer = 0;
    var batch = waiting.filter(mayGo);
    waiting = waiting.filter(function (call) { return !mayGo(call); });
    while (batch.length) send(batch.splice(0, mostAtOnce));
  }

  /** As text: a browser would ask before it sends JSON to another site, and a beacon cannot ask. */
  function send(batch) {
    var head = JSON.stringify({writeKey: setting('write-key'), sentAt: now()}).slice(0, -1);
    var body = head + ',"batch":[' + batch.map(function (call) { return call.json; }) + ']}';
    try {
      if (navigator.sendBeacon && navigator.sendBeacon(endpoint, body)) return;
    } catch (e) { /* then by fetch */ }
    window.fetch(endpoint, {
      method: 'POST', body: body, mode: 'no-cors', credentials: 'omit', keepalive: body.length < 6e4
    }).catch(function () {});
  }

  function track(event, properties) {
    tell({type: 'track', event: event, properties: properties || {}});
  }

  // ---- what happens by itself

  function viewed(name, properties) {
    page = pageInfo();
    depth = time = seconds = shownSince = 0;
    tell({type: 'page', name: name, properties: Object.assign({}, page, properties)});
    watchTime();
  }

  /** An application changes its address without loading a page. */
  function moved() {
    if (!manual && window.location.pathname + window.location.search !== page.path + page.search) viewed();
  }

  function scrolled() {
    var height = document.documentElement.scrollHeight;
    var percent = 100 * (window.pageYOffset + window.innerHeight) / Math.max(height, 1);
    while (percent >= depths[depth]) track('Scroll Depth Reached', {percent: depths[depth++]});
  }

  /** Only the time counts in which the page is to be seen. */
  function watchTime() {
    var passed = Date.now();
    clearTimeout(timeTimer);
    if (shownSince) seconds += (passed - shownSince) / 1000;
    shownSince = document.visibilityState === 'visible' ? passed : 0;
    while (seconds >= times[time]) track('Time On Page Reached', {seconds: times[time++]});
    if (shownSince && times[time]) timeTimer = setTimeout(watchTime, (times[time] - seconds) * 1000);
  }

  function clicked(event) {
    var hit = event.target.closest && event.target.closest('[data-tidegate-click]');
    if (hit) track('Button Clicked', {name: hit.getAttribute('data-tidegate-click'), url: hit.href});
  }

  // ---- what the page tells

  var calls = {
    track: track,
    page: viewed,
    identify: function (id, traits) {
      userId = id || userId;
      ['email', 'phone'].forEach(function (name) {
        if (traits && traits[name]) contact[name] = traits[name];
      });
      tell({type: 'identify', traits: traits || {}});
    },
    consent: function (said) {
      var channels = Object.assign({}, said);
      delete channels.analytics;
      if (said.analytics === true && !objects) {
        analytics = GRANTED;
        stored('setItem', anonymousId);
      } else if (said.analytics === false) {
        analytics = DENIED;
        stored('removeItem');
        anonymousId = newId();
        waiting = [];
      }
      if (Object.keys(channels).length) {
        tell({type: 'track', event: 'Consent Updated', properties: {consent: channels}}, true);
      }
      flush();
    },
    /** Somebody else uses the browser from now on. */
    reset: function () {
      userId = undefined;
      contact = {};
      anonymousId = newId();
      if (analytics === GRANTED) stored('setItem', anonymousId);
    }
  };

  function tidegate(name) {
    try {
      calls[name].apply(null, Array.prototype.slice.call(arguments, 1));
    } catch (e) {
      console.warn('tidegate', name, e); // a shop must not break over what it tells
    }
  }

  tidegate.loaded = true;
  window.tidegate = tidegate;
  (stub && stub.q || []).forEach(function (call) { tidegate.apply(null, call); });

  if (!manual) {
    if (document.prerendering) document.addEventListener('prerenderingchange', function () { viewed(); });
    else viewed();
    window.addEventListener('pageshow', function (event) { if (event.persisted) viewed(); });
  }
  document.addEventListener('click', clicked, true);
  window.addEventListener('scroll', scrolled, {passive: true});
  document.addEventListener('visibilitychange', function () {
    watchTime();
    if (document.visibilityState === 'hidden') flush();
  });
  window.addEventListener('pagehide', flush);
  window.addEventListener('popstate', moved);
  var push = window.history.pushState;
  window.history.pushState = function () {
    push.apply(this, arguments);
    moved();
  };
})(window, document, navigator);
