using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace WebhookReceiver;

/// <summary>
/// The registry's public keys, from the one address we know it by: never from anything a message says.
/// They are kept, and read anew when a message names a key we have not seen: that is how a key rotation goes unnoticed.
/// </summary>
public sealed class RegistryKeys(HttpClient http, Uri server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _reading = new(1);
    private volatile IReadOnlyList<JsonElement> _keys = [];
    private long? _readAt;
    private readonly ConcurrentDictionary<string, ECDsa> _signing = new();

    /// <summary>The P-256 key that signs under this id, null when the registry publishes none.</summary>
    public async Task<ECDsa?> FindSigningAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_signing.TryGetValue(keyId, out var known))
            return known;
        var jwk = await FindAsync(key => Is(key, "kid", keyId) && Is(key, "crv", "P-256"), cancellationToken);
        return jwk is { } found ? _signing.GetOrAdd(keyId, _ => ReadEc(found)) : null;
    }

    /// <summary>A key to encrypt messages to the registry with.</summary>
    public async Task<(string KeyId, RSA Key)> EncryptionKeyAsync(CancellationToken cancellationToken)
    {
        var jwk = await FindAsync(key => Is(key, "use", "enc") && Is(key, "kty", "RSA"), cancellationToken)
            ?? throw new InvalidOperationException("The registry publishes no RSA key to encrypt with.");
        return (jwk.GetProperty("kid").GetString()!, RSA.Create(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") }));
    }

    private async Task<JsonElement?> FindAsync(Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        if (Find(wanted) is { } known)
            return known;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited may find what another has just read; and a flood of unknown ids must not become a flood of requests.
            if (Find(wanted) is null && !(Environment.TickCount64 - _readAt < Patience.TotalMilliseconds))
            {
                var set = JsonElement.Parse(await http.GetByteArrayAsync(new Uri(server, "/.well-known/jwks.json"), cancellationToken));
                _keys = [.. set.GetProperty("keys").EnumerateArray()];
                _readAt = Environment.TickCount64;
            }
        }
        finally
        {
            _reading.Release();
        }

        return Find(wanted);
    }

    private JsonElement? Find(Func<JsonElement, bool> wanted) => _keys.Where(wanted).Select(key => (JsonElement?)key).FirstOrDefault();

    private static ECDsa ReadEc(JsonElement jwk) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
    });

    private static bool Is(JsonElement jwk, string member, string value) => jwk.TryGetProperty(member, out var found) && found.ValueEquals(value);

    private static byte[] Bytes(JsonElement jwk, string member) => Base64Url.DecodeFromChars(jwk.GetProperty(member).GetString());
}
