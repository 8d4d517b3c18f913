using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Encryption;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Keys;
using Dci.CrvsApi.Tests.Signing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dci.CrvsApi.Tests.Encryption;

/// <summary>The server's keys in memory, a partner with keys for answers, and the cipher between them.</summary>
internal sealed class CipherDesk : IDisposable
{
    private CipherDesk(KeyCabinet cabinet, ServerKeys keys, EncryptionOptions options)
    {
        var set = Microsoft.Extensions.Options.Options.Create(options);
        (Cabinet, Keys) = (cabinet, keys);
        Answers = new AnswerEncryption(set);
        Cipher = new MessageCipher(keys, Answers, set, NullLogger<MessageCipher>.Instance);
        Partner = PartnerWith(Other.RsaJwk(), Other.EcJwk());
    }

    public KeyCabinet Cabinet { get; }

    public ServerKeys Keys { get; }

    public AnswerEncryption Answers { get; }

    public MessageCipher Cipher { get; }

    public Correspondent Other { get; } = new();

    public Partner Partner { get; }

    public static async Task<CipherDesk> OpenAsync(params IReadOnlyList<string> alsoAccept)
    {
        var options = new EncryptionOptions { AlsoAccept = alsoAccept };
        var cabinet = new KeyCabinet();
        cabinet.Options.EncryptionAlgorithms = options.KeyAlgorithms;
        return new CipherDesk(cabinet, await cabinet.LoadAsync(), options);
    }

    public static Partner PartnerWith(params IReadOnlyList<JsonElement> jwks)
    {
        var faults = new RegistrationFaults();
        var keys = PartnerKeysCompiler.Compile(new KeysRegistration { Jwk = jwks }, sandbox: false, faults);
        Assert.That(faults.All, Is.Empty);
        return SigningParty.Alice.As(SignaturePolicy.Required) with { EncryptionKeys = keys.Encryption };
    }

    /// <summary>The newest key of this family that the server publishes for encryption.</summary>
    public JsonElement Published(string family = "RSA") =>
        JsonElement.Parse(Keys.Ring.Published.Common.Json.Span).GetProperty("keys").EnumerateArray()
            .First(key => key.GetProperty("use").GetString() == "enc" && key.GetProperty("kty").GetString() == family);

    public JsonObject Encrypt(string plain, string algorithm = "RSA-OAEP-256", string content = "A256GCM", string? aad = null, params IReadOnlyList<string> protect) =>
        Correspondent.Encrypt(Published(algorithm.StartsWith("RSA", StringComparison.Ordinal) ? "RSA" : "EC"), plain, algorithm, content, aad, protect);

    public Outcome<OpenedMessage> Open(string message, bool said = true, bool signed = true, Partner? partner = null, Operation? operation = null) =>
        Cipher.Open(
            SigningParty.Envelope(null, said ? """{"is_msg_encrypted":true}""" : "{}", message),
            partner ?? Partner,
            operation ?? Operation.SyncSearch,
            signed,
            Cabinet.Clock.GetUtcNow());

    public Outcome<OpenedMessage> Open(JsonObject message) => Open(message.ToJsonString());

    public static string TextOf(Outcome<OpenedMessage> outcome)
    {
        Assert.That(outcome.Failed, Is.False, outcome.Failure?.Detail);
        using var opened = outcome.Value!;
        return Encoding.UTF8.GetString(opened.Text.Span);
    }

    public static Failure Refusal(Outcome<OpenedMessage> outcome)
    {
        Assert.That(outcome.Failure, Is.Not.Null);
        Assert.That((outcome.Failure!.Status, outcome.Failure.Code), Is.EqualTo((400, "err.encryption.invalid")));
        return outcome.Failure;
    }

    public void Dispose()
    {
        Keys.Dispose();
        Other.Dispose();
    }
}
