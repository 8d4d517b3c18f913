// A message is good for five minutes and for one sending, and samples are older than that: an unsigned message is given
// the present time and a new id just before it is sent. A signed one is sent as it stands.
(() => {
  const original = window.SwaggerUIBundle;

  const freshId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  };

  const freshen = request => {
    if (typeof request.body !== 'string' || !request.body.trimStart().startsWith('{')) return request;
    let message;
    try {
      message = JSON.parse(request.body);
    } catch {
      return request;
    }
    if (!message.header || message.signature) return request;
    message.header.message_ts = new Date().toISOString();
    message.header.message_id = freshId();
    request.body = JSON.stringify(message, null, 2);
    return request;
  };

  window.SwaggerUIBundle = Object.assign(options => original({ ...options, requestInterceptor: freshen }), original);
})();
