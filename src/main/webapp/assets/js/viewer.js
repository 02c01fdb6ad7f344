/** Shows openapi.yaml of this installation. The library is a classic script, so that it is there before this module. */
globalThis.SwaggerUIBundle({
  url: new URL("../../api/openapi.yaml", import.meta.url).href,
  dom_id: "#viewer",
  deepLinking: true,
  // Nothing is asked of other hosts.
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
