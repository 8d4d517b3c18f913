namespace Dci.CrvsApi.Encryption;

/// <summary>How a content key reaches its receiver (RFC 7518 §4). There is no other way to spell one, so <c>dir</c>, <c>RSA1_5</c> and passwords can't be meant.</summary>
internal enum KeyAlgorithm
{
    RsaOaep256,
    RsaOaep,
    EcdhEs,
    EcdhEsA256Kw,
}

/// <summary>How the content is encrypted (RFC 7518 §5.3).</summary>
internal enum ContentAlgorithm
{
    A256Gcm,
    A192Gcm,
    A128Gcm,
}

/// <summary>Names of the algorithms, which are case-sensitive, and what follows from them.</summary>
internal static class EncryptionAlgorithms
{
    public static KeyAlgorithm? KeyFromJwa(string? name) => name switch
    {
        "RSA-OAEP-256" => KeyAlgorithm.RsaOaep256,
        "RSA-OAEP" => KeyAlgorithm.RsaOaep,
        "ECDH-ES" => KeyAlgorithm.EcdhEs,
        "ECDH-ES+A256KW" => KeyAlgorithm.EcdhEsA256Kw,
        _ => null,
    };

    public static ContentAlgorithm? ContentFromJwa(string? name) => name switch
    {
        "A256GCM" => ContentAlgorithm.A256Gcm,
        "A192GCM" => ContentAlgorithm.A192Gcm,
        "A128GCM" => ContentAlgorithm.A128Gcm,
        _ => null,
    };

    public static string ToJwa(this KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.RsaOaep256 => "RSA-OAEP-256",
        KeyAlgorithm.RsaOaep => "RSA-OAEP",
        KeyAlgorithm.EcdhEs => "ECDH-ES",
        KeyAlgorithm.EcdhEsA256Kw => "ECDH-ES+A256KW",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    public static string ToJwa(this ContentAlgorithm algorithm) => algorithm switch
    {
        ContentAlgorithm.A256Gcm => "A256GCM",
        ContentAlgorithm.A192Gcm => "A192GCM",
        ContentAlgorithm.A128Gcm => "A128GCM",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Bytes of the content key.</summary>
    public static int KeyLength(this ContentAlgorithm algorithm) => algorithm switch
    {
        ContentAlgorithm.A256Gcm => 32,
        ContentAlgorithm.A192Gcm => 24,
        ContentAlgorithm.A128Gcm => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>Whether both sides agree on a key instead of one encrypting it to the other.</summary>
    public static bool IsAgreement(this KeyAlgorithm algorithm) => algorithm is KeyAlgorithm.EcdhEs or KeyAlgorithm.EcdhEsA256Kw;
}
