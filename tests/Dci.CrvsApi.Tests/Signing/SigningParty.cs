using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Signing;

namespace Dci.CrvsApi.Tests.Signing;

/// <summary>A partner with a key of each kind, who can sign in every form and misuse each of them.</summary>
internal sealed class SigningParty
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1795395300);

    public static SigningParty Alice { get; } = new("alice");

    public static SigningParty Mallory { get; } = new("mallory");

    private readonly string _name;
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly Ed25519KeyMaterial _ed = new(RandomNumberGenerator.GetBytes(32));

    private SigningParty(string name)
    {
        _name = name;
        Keys =
        [
            new PartnerKey("ec", null, ECDsa.Create(_ec.ExportParameters(false)), null),
            new PartnerKey("rsa", RSA.Create(_rsa.ExportParameters(false)), null, null),
            new PartnerKey($"{name}|key1|ed25519", null, null, _ed.PublicKey.ToArray()),
        ];
    }

    public IReadOnlyList<PartnerKey> Keys { get; }

    public byte[] PublicEcPoint => _ec.ExportSubjectPublicKeyInfo();

    public string EcPublicPem => _ec.ExportSubjectPublicKeyInfoPem();

    public string EcPrivatePem => _ec.ExportPkcs8PrivateKeyPem();

    public string RsaPublicPem => _rsa.ExportSubjectPublicKeyInfoPem();

    public RSAParameters RsaPublic => _rsa.ExportParameters(false);

    public ReadOnlyMemory<byte> EdPublic => _ed.PublicKey;

    public Partner As(SignaturePolicy policy, params IReadOnlyList<PartnerKey> keys) => new()
    {
        Id = _name,
        Disabled = false,
        SenderIds = [_name],
        Profile = new OutputProfile { Preset = "dci-crvs-1.0.0" },
        SignaturePolicy = policy,
        Keys = keys.Count == 0 ? Keys : keys,
    };

    public SignatureOutcome Check(string? signature, string header, string message, DateTimeOffset? now = null, params IReadOnlyList<PartnerKey> keys) =>
        SignatureVerifier.Verify(Envelope(signature, header, message), As(SignaturePolicy.Required, keys), now ?? Now);

    public byte[] SignBytes(string algorithm, byte[] data)
    {
        switch (algorithm)
        {
            case "RS256":
                return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            case "PS256":
                return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
            case "ES256":
                return _ec.SignData(data, HashAlgorithmName.SHA256);
            default:
                var signature = new byte[64];
                _ed.Sign(data, signature);
                return signature;
        }
    }

    public static string KidOf(string algorithm) => algorithm switch { "ES256" => "ec", "EdDSA" => "alice|key1|ed25519", _ => "rsa" };

    public string Attached(string algorithm, string payload, string? protectedHeader = null)
    {
        var input = Url(protectedHeader ?? $$"""{"alg":"{{algorithm}}","kid":"{{KidOf(algorithm)}}"}""") + "." + Url(payload);
        return input + "." + Base64Url.EncodeToString(SignBytes(algorithm, Encoding.ASCII.GetBytes(input)));
    }

    public string Detached(string algorithm, string payload, string? protectedHeader = null, bool encoded = true)
    {
        var header = Url(protectedHeader ?? $$"""{"alg":"{{algorithm}}","kid":"{{KidOf(algorithm)}}"}""");
        var signed = Encoding.UTF8.GetBytes(header + "." + (encoded ? Url(payload) : payload));
        return header + ".." + Base64Url.EncodeToString(SignBytes(algorithm, signed));
    }

    public string Parameters(
        string canonical,
        string algorithm = "EdDSA",
        string name = "ed25519",
        string keyId = "alice|key1|ed25519",
        string digestPrefix = "",
        string? lines = null,
        long? created = null,
        long? expires = null)
    {
        var from = created ?? Now.ToUnixTimeSeconds();
        var until = expires ?? (from + 300);
        var digest = digestPrefix + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var signed = lines ?? $"(created): {from}\n(expires): {until}\ndigest: {digest}";
        var signature = Convert.ToBase64String(SignBytes(algorithm, Encoding.UTF8.GetBytes(signed)));
        return $"namespace=\"dci\", kidId=\"{keyId}\", algorithm=\"{name}\", created=\"{from}\", expires=\"{until}\", headers=\"(created) (expires) digest\", signature=\"{signature}\"";
    }

    public string RawRsa(string header, string message) => Convert.ToBase64String(SignBytes("RS256", Encoding.UTF8.GetBytes(header + message)));

    public static string Url(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Payload(string header, string message) => $$"""{"header":{{header}},"message":{{message}}}""";

    public static ReceivedEnvelope Envelope(string? signature, string header, string message)
    {
        var member = signature is null ? "" : $"\"signature\":{JsonSerializer.Serialize(signature)},";
        var outcome = EnvelopeReader.Read(Encoding.UTF8.GetBytes($$"""{{{member}} "header": {{header}} , "message": {{message}} }"""), out _);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Failure!.Detail);
    }

    public static string Canonical(EnvelopeForm form, string header, string message)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.That(CanonicalJson.TryWrite(form, Envelope(null, header, message), output), Is.True);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
