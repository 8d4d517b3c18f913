using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>
/// A service of MOSIP with its WebSub client, as that behaves: its token in a cookie or without a scheme, an intent filter that knows one topic
/// and fails without a mode or a reason, and a signature check over the body read line by line.
/// </summary>
internal sealed class MosipSubscriber
{
    private readonly Listener _listener;
    private readonly string _topic;
    private readonly string _secret;

    public MosipSubscriber(Listener listener, string topic, string secret)
    {
        (_listener, _topic, _secret) = (listener, topic, secret);
        listener.OnAsked = Intent;
        listener.OnTold = Content;
    }

    /// <summary>Events whose signature was right.</summary>
    public List<JsonNode> Events { get; } = [];

    public async Task<HttpStatusCode> RequestAsync(HttpClient http, string mode, string callback, string token, bool inCookie)
    {
        var form = new List<KeyValuePair<string, string>> { new("hub.mode", mode), new("hub.topic", _topic), new("hub.callback", callback) };
        if (mode == "subscribe")
            form.Add(new("hub.secret", _secret));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/hub", UriKind.Relative)) { Content = new FormUrlEncodedContent(form) };
        if (inCookie)
            request.Headers.Add("Cookie", $"Authorization={token}");
        else
            request.Headers.TryAddWithoutValidation("Authorization", token);
        using var reply = await http.SendAsync(request);
        return reply.StatusCode;
    }

    private async Task Intent(Heard heard, HttpContext context)
    {
        if (heard.Mode.Length == 0 || (heard.Mode == "denied" && heard.Parameter("hub.reason").Length == 0))
            throw new InvalidOperationException("A null pointer in Java.");
        if (heard.Parameter("hub.topic") != _topic || heard.Mode == "denied")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsync(WebUtility.HtmlEncode(heard.Parameter("hub.challenge")));
    }

    private Task Content(Heard heard, HttpContext context)
    {
        var signature = heard.Headers["X-Hub-Signature"].Split('=');
        // Whatever is not named in capitals is taken for SHA-256.
        Assert.That(signature[0].ToUpper(CultureInfo.InvariantCulture), Is.EqualTo("SHA256"));
        // As a JVM in the C locale reads it: lines joined, bytes beyond ASCII lost.
        var read = string.Join('\n', Encoding.ASCII.GetString(heard.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_secret), Encoding.UTF8.GetBytes(read))) == signature[1];
        if (right)
            Events.Add(JsonNode.Parse(read)!);
        context.Response.StatusCode = right ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }
}
