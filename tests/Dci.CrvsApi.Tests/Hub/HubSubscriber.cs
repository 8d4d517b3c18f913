using System.Net;
using System.Net.Http.Headers;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>Somebody who subscribes at the hub, by the letter of WebSub.</summary>
internal sealed class HubSubscriber(HttpClient http, string id, string token)
{
    public const string Base = "http://127.0.0.1:8080";
    public const string Births = Base + "/topics/birth.registered";

    public string Id => id;

    public string Token => token;

    public Task<Reply> SubscribeAsync(string callback, string topic = Births, string? secret = null, string? lease = null) =>
        PostAsync([("hub.mode", "subscribe"), ("hub.topic", topic), ("hub.callback", callback), ("hub.secret", secret), ("hub.lease_seconds", lease)]);

    public Task<Reply> UnsubscribeAsync(string callback, string topic = Births) =>
        PostAsync([("hub.mode", "unsubscribe"), ("hub.topic", topic), ("hub.callback", callback)]);

    public async Task<Reply> PostAsync(IEnumerable<(string Name, string? Value)> parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Where(parameter => parameter.Value is not null).Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!)));
        return await PostAsync(form);
    }

    public async Task<Reply> PostAsync(HttpContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/hub", UriKind.Relative)) { Content = form };
        return await SendAsync(request);
    }

    public async Task<(Reply Reply, string Link)> ReadAsync(string path, HttpMethod? method = null, bool authorised = true)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        if (authorised)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var reply = await http.SendAsync(request);
        return (new Reply(reply, await reply.Content.ReadAsByteArrayAsync()), reply.Headers.TryGetValues("Link", out var links) ? links.Single() : "");
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", token);
        using var reply = await http.SendAsync(request);
        return new Reply(reply, await reply.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Subscribes, and fails the test when that is not taken.</summary>
    public async Task TakeAsync(string callback, string topic = Births, string? secret = null, string? lease = null)
    {
        var reply = await SubscribeAsync(callback, topic, secret, lease);
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Accepted), reply.Text);
    }
}
