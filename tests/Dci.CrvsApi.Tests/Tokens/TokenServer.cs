using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Answers;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Partners;
using Dci.CrvsApi.Tests.Partners;
using Dci.CrvsApi.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Dci.CrvsApi.Tests.Tokens;

/// <summary>A server that has partners, tokens and one page that tells callers who they are.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string TokenPath = "/oauth2/client/token";

    private readonly WebApplication _app;

    private TokenServer(WebApplication app) => (_app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    public ManualClock Clock { get; private init; } = new();

    public PartnersInMemory Store { get; private init; } = new();

    public TokenKeyRing Keys { get; private init; } = new();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<TokenServer> StartAsync(params (string Key, string Value)[] settings)
    {
        var (clock, store, keys) = (new ManualClock(), new PartnersInMemory(), new TokenKeyRing());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IPartnerStore>(store).AddSingleton<ITokenKeys>(keys);
        builder.Services.AddSingleton<FailureWriter>();
        builder.Services.AddPartners(builder.Configuration).AddTokens(builder.Configuration).AddAccess().AddAuthorization();
        var app = builder.Build();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapTokens();
        app.MapGet("/guarded", () => "in").RequireAuthorization();
        app.MapGet("/who", WhoAsync);
        await app.StartAsync();
        return new TokenServer(app) { Clock = clock, Store = store, Keys = keys };
    }

    public async Task<(string Id, string Secret)> AddPartnerAsync(string id = "spp", params string[] scopes)
    {
        var registration = Registrations.Valid(id) with { Scopes = scopes.Length == 0 ? ["registry.search", "registry.subscribe"] : scopes };
        var made = (PartnerChange.Made)await Get<PartnerAdministration>().AddAsync(registration, CancellationToken.None);
        return (id, made.Secret!);
    }

    public async Task<string> TokenAsync(string id, string secret, string? scope = null)
    {
        var reply = await PostFormAsync(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", scope ?? ""));
        var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> PostFormAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Client.PostAsync(new Uri(TokenPath, UriKind.Relative), form);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> WhoAsync(string token, string? scope = null) =>
        GetAsync(scope is null ? "/who" : $"/who?scope={scope}", new AuthenticationHeaderValue("Bearer", token).ToString());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task WhoAsync(HttpContext context)
    {
        var caller = await context.RequestServices.GetRequiredService<CallerReader>().ReadAsync(context, context.Request.Query["scope"], context.RequestAborted);
        if (caller.Failed)
            await context.RequestServices.GetRequiredService<FailureWriter>().WriteAsync(context, caller.Failure);
        else
            await context.Response.WriteAsync(caller.Value.Partner.Id);
    }

    /// <summary>Token keys made for the test.</summary>
    internal sealed class TokenKeyRing : ITokenKeys
    {
        private readonly List<ECDsaSecurityKey> _keys = [Make()];

        public SigningCredentials Current => new(_keys[0], SecurityAlgorithms.EcdsaSha256);

        public IEnumerable<SecurityKey> All => _keys;

        public void Rotate() => _keys.Insert(0, Make());

        public void Withdraw() => _keys.RemoveRange(1, _keys.Count - 1);

        private static ECDsaSecurityKey Make() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };
    }
}
