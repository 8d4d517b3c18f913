using System.Text.Json;

namespace Dci.CrvsApi.Encryption;

/// <summary>A message in clear. Dispose it once it is answered; what lies in the envelope's own document is left alone.</summary>
/// <param name="Json">Parsed; no object in it names a member twice.</param>
/// <param name="Text">The bytes it was parsed from.</param>
/// <param name="CipherDigest">SHA-256 over encrypted_key, iv and tag; empty for a message that came in clear.</param>
internal sealed record OpenedMessage(JsonElement Json, ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> CipherDigest) : IDisposable
{
    /// <summary>What <see cref="Json"/> lies in when it was decrypted, null when it came in clear.</summary>
    public JsonDocument? Document { get; init; }

    public bool WasEncrypted => !CipherDigest.IsEmpty;

    public void Dispose() => Document?.Dispose();
}
