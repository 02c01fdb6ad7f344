/** Shows a document of this installation. The library is a classic script, so that it is there before this module. */
const name = new URLSearchParams(location.search).has('scim') ? 'scim' : 'openapi';

document.querySelector(`[data-document="${name}"]`).setAttribute('aria-current', 'page');

globalThis.SwaggerUIBundle({
  url: new URL(`../../api/${name}.yaml`, import.meta.url).href,
  dom_id: '#viewer',
  deepLinking: true,
  // Nothing is asked of other hosts.
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
