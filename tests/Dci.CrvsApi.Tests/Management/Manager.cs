using System.Net.Http.Headers;
using System.Text;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Management;

/// <summary>Somebody who manages a server, or tries to, over its management address.</summary>
internal sealed class Manager(HttpClient http, string? token) : IDisposable
{
    /// <summary>Registers a partner with these scopes, gets its token at the partners' address and turns to the other one.</summary>
    public static async Task<Manager> WithAsync(CrvsServer server, params string[] scopes) =>
        new(server.CreateManagementClient(), await TokenAsync(server, asked: null, scopes) ?? throw new InvalidOperationException("No token."));

    public static Manager WithoutToken(CrvsServer server) => new(server.CreateManagementClient(), token: null);

    /// <summary>The token that a partner with these scopes gets when it asks for <paramref name="asked"/>; null when it gets none.</summary>
    public static async Task<string?> TokenAsync(CrvsServer server, string? asked, params string[] scopes)
    {
        _ = server.Server;
        var id = $"partner-{Guid.NewGuid():N}";
        var made = (PartnerChange.Made)await server.Services.GetRequiredService<PartnerAdministration>().AddAsync(Registrations.Valid(id) with { Scopes = scopes }, default);
        using var http = server.CreateClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id,
            ["client_secret"] = made.Secret!,
            ["scope"] = asked ?? "",
        });
        using var reply = await http.PostAsync(new Uri("/oauth2/client/token", UriKind.Relative), form);
        var read = new Reply(reply, await reply.Content.ReadAsByteArrayAsync());
        return reply.IsSuccessStatusCode ? read.Json.GetProperty("access_token").GetString() : null;
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public async Task<Reply> PostAsync(string path, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(HttpMethod.Post, path, content);
    }

    public void Dispose() => http.Dispose();

    private async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var reply = await http.SendAsync(request);
        return new Reply(reply, await reply.Content.ReadAsByteArrayAsync());
    }
}
