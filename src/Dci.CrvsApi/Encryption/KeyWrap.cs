using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Dci.CrvsApi.Encryption;

/// <summary>AES Key Wrap (RFC 3394), which .NET itself has only in its padded form.</summary>
internal static class KeyWrap
{
    /// <summary>By so many bytes a wrapped key is longer.</summary>
    public const int Overhead = 8;

    public static byte[] Wrap(ReadOnlySpan<byte> wrapping, byte[] key)
    {
        var engine = new AesWrapEngine();
        engine.Init(forWrapping: true, new KeyParameter(wrapping));
        return engine.Wrap(key, 0, key.Length);
    }

    /// <summary>Null when it was not wrapped by this key.</summary>
    public static byte[]? Unwrap(ReadOnlySpan<byte> wrapping, byte[] wrapped)
    {
        var engine = new AesWrapEngine();
        engine.Init(forWrapping: false, new KeyParameter(wrapping));
        try
        {
            return engine.Unwrap(wrapped, 0, wrapped.Length);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }
}
