using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Dci.CrvsApi.Tests.Encryption;

/// <summary>The other side of an encrypted exchange, put together apart from the server: it has keys of its own, encrypts to a JWK and opens what comes back.</summary>
internal sealed class Correspondent : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDiffieHellman _ec = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public JsonElement RsaJwk(string keyId = "mine", string? algorithm = "RSA-OAEP-256")
    {
        var numbers = _rsa.ExportParameters(false);
        return Jwk(new JsonObject { ["kty"] = "RSA", ["n"] = Url(numbers.Modulus!), ["e"] = Url(numbers.Exponent!) }, keyId, algorithm);
    }

    public JsonElement EcJwk(string keyId = "curve", string? algorithm = "ECDH-ES+A256KW")
    {
        var point = _ec.ExportParameters(false).Q;
        return Jwk(new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Url(point.X!), ["y"] = Url(point.Y!) }, keyId, algorithm);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    /// <summary>Encrypts to a published key in the form of the standard, or with the header (or some of it) protected.</summary>
    public static JsonObject Encrypt(JsonElement jwk, string plain, string algorithm = "RSA-OAEP-256", string content = "A256GCM", string? aad = null, params IReadOnlyList<string> protect)
    {
        var length = content switch { "A128GCM" => 16, "A192GCM" => 24, _ => 32 };
        var header = new JsonObject { ["alg"] = algorithm, ["enc"] = content, ["kid"] = jwk.GetProperty("kid").GetString() };
        var (key, encryptedKey) = algorithm.StartsWith("RSA", StringComparison.Ordinal)
            ? ForRsa(jwk, algorithm, RandomNumberGenerator.GetBytes(length))
            : ForCurve(jwk, algorithm, content, RandomNumberGenerator.GetBytes(length), header);

        var jwe = new JsonObject();
        var secured = new JsonObject(protect.Select(name => KeyValuePair.Create(name, header[name]?.DeepClone())));
        foreach (var name in protect)
            header.Remove(name);
        if (protect.Count > 0)
            jwe["protected"] = Url(Encoding.UTF8.GetBytes(secured.ToJsonString()));
        if (header.Count > 0)
            jwe["header"] = header;
        if (aad is not null)
            jwe["aad"] = Url(Encoding.UTF8.GetBytes(aad));

        var associated = (string?)jwe["protected"] + (aad is null ? "" : "." + (string?)jwe["aad"]);
        var iv = RandomNumberGenerator.GetBytes(12);
        var text = Encoding.UTF8.GetBytes(plain);
        var (ciphertext, tag) = (new byte[text.Length], new byte[16]);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(iv, text, ciphertext, tag, Encoding.ASCII.GetBytes(associated));
        if (encryptedKey.Length > 0)
            jwe["encrypted_key"] = Url(encryptedKey);
        jwe["iv"] = Url(iv);
        jwe["ciphertext"] = Url(ciphertext);
        jwe["tag"] = Url(tag);
        return jwe;
    }

    /// <summary>Opens what was encrypted to one of the own keys; throws when it does not open.</summary>
    public string Open(JsonElement jwe)
    {
        var header = jwe.GetProperty("header");
        var algorithm = header.GetProperty("alg").GetString()!;
        var key = algorithm switch
        {
            "RSA-OAEP-256" => _rsa.Decrypt(Bytes(jwe, "encrypted_key"), RSAEncryptionPadding.OaepSHA256),
            "RSA-OAEP" => _rsa.Decrypt(Bytes(jwe, "encrypted_key"), RSAEncryptionPadding.OaepSHA1),
            "ECDH-ES" => Agreed(_ec, Public(header.GetProperty("epk")), header.GetProperty("enc").GetString()!, 32),
            "ECDH-ES+A256KW" => Unwrap(Agreed(_ec, Public(header.GetProperty("epk")), algorithm, 32), Bytes(jwe, "encrypted_key")),
            _ => throw new CryptographicException($"Not known: {algorithm}"),
        };
        var ciphertext = Bytes(jwe, "ciphertext");
        var plain = new byte[ciphertext.Length];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(Bytes(jwe, "iv"), ciphertext, Bytes(jwe, "tag"), plain);
        return Encoding.UTF8.GetString(plain);
    }

    public static string Url(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static byte[] Bytes(JsonElement of, string member) => Base64Url.DecodeFromChars(of.GetProperty(member).GetString());

    private static (byte[] Key, byte[] EncryptedKey) ForRsa(JsonElement jwk, string algorithm, byte[] key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") });
        return (key, rsa.Encrypt(key, algorithm == "RSA-OAEP" ? RSAEncryptionPadding.OaepSHA1 : RSAEncryptionPadding.OaepSHA256));
    }

    private static (byte[] Key, byte[] EncryptedKey) ForCurve(JsonElement jwk, string algorithm, string content, byte[] key, JsonObject header)
    {
        using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = mine.ExportParameters(false).Q;
        header["epk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Url(point.X!), ["y"] = Url(point.Y!) };
        (header["apu"], header["apv"]) = (Url("Alice"u8), Url("Bob"u8));
        if (algorithm == "ECDH-ES")
            return (Agreed(mine, Public(jwk), content, key.Length, "Alice", "Bob"), []);
        var engine = new AesWrapEngine();
        engine.Init(true, new KeyParameter(Agreed(mine, Public(jwk), algorithm, 32, "Alice", "Bob")));
        return (key, engine.Wrap(key, 0, key.Length));
    }

    private static byte[] Agreed(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, string algorithm, int length, string partyU = "", string partyV = "")
    {
        byte[] after = [.. Counted(algorithm), .. Counted(partyU), .. Counted(partyV), .. Number(length * 8)];
        return mine.DeriveKeyFromHash(theirs, HashAlgorithmName.SHA256, Number(1), after)[..length];
    }

    private static ECDiffieHellmanPublicKey Public(JsonElement jwk)
    {
        using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") } });
        return key.PublicKey;
    }

    private static byte[] Unwrap(byte[] wrapping, byte[] wrapped)
    {
        var engine = new AesWrapEngine();
        engine.Init(false, new KeyParameter(wrapping));
        return engine.Unwrap(wrapped, 0, wrapped.Length);
    }

    private static byte[] Counted(string text) => [.. Number(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static JsonElement Jwk(JsonObject members, string keyId, string? algorithm)
    {
        (members["kid"], members["use"]) = (keyId, "enc");
        if (algorithm is not null)
            members["alg"] = algorithm;
        return JsonElement.Parse(members.ToJsonString());
    }
}
