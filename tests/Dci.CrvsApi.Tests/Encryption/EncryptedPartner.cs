using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Encryption;

/// <summary>A partner that encrypts what it asks and opens what it is answered, over the wire.</summary>
internal sealed class EncryptedPartner : IDisposable
{
    private readonly CrvsServer _server;
    private readonly SocialProtectionSystem _system;
    private readonly Correspondent _other = new();

    private EncryptedPartner(CrvsServer server, SocialProtectionSystem system) => (_server, _system) = (server, system);

    /// <summary>Registers a new partner that signs, and by default can be answered encrypted.</summary>
    public static async Task<EncryptedPartner> RegisterAsync(CrvsServer server, string id, string profile = "dci-crvs-1.0.0", bool keyForAnswers = true, string policy = "required", string[]? scopes = null)
    {
        var administration = server.Services.GetRequiredService<PartnerAdministration>();
        var trial = TrialKey.Generate();
        var registration = new PartnerRegistration { Id = id, Profile = profile, SignaturePolicy = policy, Keys = new KeysRegistration { Jwk = [trial.PublicJwk] }, CallbackOrigins = ["http://127.0.0.1:*"], Scopes = scopes };
        var made = (PartnerChange.Made)await administration.AddAsync(registration, CancellationToken.None);
        var system = new SocialProtectionSystem(server.CreateClient(), id, made.Secret!, JsonElement.Parse(trial.PrivateJwk)) { SenderId = id, HoldToContract = profile == "dci-crvs-1.0.0" };
        var partner = new EncryptedPartner(server, system);
        if (keyForAnswers)
            await administration.AddKeyAsync(id, partner._other.RsaJwk().GetRawText(), CancellationToken.None);
        return partner;
    }

    /// <summary>The key that the server publishes for encryption now.</summary>
    public async Task<JsonElement> ServersKeyAsync()
    {
        using var http = _server.CreateClient();
        var set = JsonElement.Parse(await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative)));
        return set.GetProperty("keys").EnumerateArray().First(key => key.GetProperty("use").GetString() == "enc");
    }

    public async Task<JsonObject> EncryptAsync(JsonObject message) => Correspondent.Encrypt(await ServersKeyAsync(), message.ToJsonString());

    public Task<Reply> SendAsync(JsonObject encrypted, bool signed = true, bool said = true, string path = "/registry/sync/search", string? senderUri = null, string action = "search")
    {
        var header = _system.Header();
        header["action"] = action;
        if (said)
            header["is_msg_encrypted"] = true;
        if (senderUri is not null)
            header["sender_uri"] = senderUri;
        var envelope = new JsonObject { ["header"] = header, ["message"] = encrypted.DeepClone() };
        if (signed)
            envelope["signature"] = _system.Sign(header, (JsonObject)envelope["message"]!);
        return _system.SendEnvelopeAsync(envelope, path);
    }

    /// <summary>The answer in clear.</summary>
    public JsonElement Open(Reply reply) => Open(reply.Json.GetProperty("message"));

    /// <summary>A message in clear.</summary>
    public JsonElement Open(JsonElement message) => JsonElement.Parse(_other.Open(message));

    public void Dispose() => _other.Dispose();
}
