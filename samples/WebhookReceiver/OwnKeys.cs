using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace WebhookReceiver;

/// <summary>Our two key pairs: one to sign with (P-256), one that messages to us are encrypted with (RSA).</summary>
public sealed class OwnKeys : IDisposable
{
    private OwnKeys(ECDsa signing, RSA encryption) => (Signing, Encryption) = (signing, encryption);

    public ECDsa Signing { get; }

    public RSA Encryption { get; }

    public string SigningKeyId => Thumbprint(SigningMembers());

    public string EncryptionKeyId => Thumbprint(EncryptionMembers());

    public static OwnKeys Open(Settings settings)
    {
        var (signingFile, encryptionFile) = (SigningFile(settings.KeyFolder), Path.Combine(settings.KeyFolder, "encryption.pem"));
        if (!File.Exists(signingFile))
            Save(signingFile, ECDsa.Create(ECCurve.NamedCurves.nistP256));
        if (!File.Exists(encryptionFile))
            Save(encryptionFile, RSA.Create(2048));
        var (signing, encryption) = (ECDsa.Create(), RSA.Create());
        signing.ImportFromPem(File.ReadAllText(signingFile));
        encryption.ImportFromPem(File.ReadAllText(encryptionFile));
        var keys = new OwnKeys(signing, encryption);
        File.WriteAllText(Path.Combine(settings.KeyFolder, "signing.public.json"), keys.PublicSigning().ToJsonString());
        File.WriteAllText(Path.Combine(settings.KeyFolder, "encryption.public.json"), keys.PublicEncryption().ToJsonString());
        return keys;
    }

    public static string SigningFile(string folder) => Path.Combine(folder, "signing.pem");

    /// <summary>Writes the private key so that only its owner can read it.</summary>
    public static void Save(string file, AsymmetricAlgorithm key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A P-256 private key from its JWK.</summary>
    public static ECDsa ReadPrivate(JsonNode jwk) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = Bytes(jwk, "d"),
        Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
    });

    /// <summary>What the registry needs of us: a JWKS with both public keys.</summary>
    public string PublicJwks() => new JsonObject
    {
        ["keys"] = new JsonArray(PublicSigning(), PublicEncryption()),
    }.ToJsonString();

    private JsonObject PublicSigning() => Published(SigningMembers(), "sig", "ES256");

    private JsonObject PublicEncryption() => Published(EncryptionMembers(), "enc", "RSA-OAEP-256");

    public void Dispose()
    {
        Signing.Dispose();
        Encryption.Dispose();
    }

    private JsonObject SigningMembers()
    {
        var point = Signing.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["crv"] = "P-256", ["kty"] = "EC", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
    }

    private JsonObject EncryptionMembers()
    {
        var parameters = Encryption.ExportParameters(includePrivateParameters: false);
        return new JsonObject { ["e"] = Base64Url.EncodeToString(parameters.Exponent), ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus) };
    }

    private static JsonObject Published(JsonObject members, string use, string algorithm)
    {
        var keyId = Thumbprint(members);
        (members["use"], members["alg"], members["kid"]) = (use, algorithm, keyId);
        return members;
    }

    /// <summary>RFC 7638: the digest of the required members in the order of their names.</summary>
    private static string Thumbprint(JsonObject members) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members.ToJsonString())));

    private static byte[] Bytes(JsonNode jwk, string member) => Base64Url.DecodeFromChars((string)jwk[member]!);
}
