using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>What the server shows to receivers: a bearer token or a client certificate for each partner that has one. At most ten seconds old.</summary>
internal sealed class CallbackCredentials(ISecretStore store, Seal seal, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Snapshot? _snapshot;

    public async ValueTask<CallbackCredential> FindAsync(string partnerId, CancellationToken cancellationToken)
    {
        var snapshot = Current ?? await ReadAsync(cancellationToken);
        return snapshot.ByPartner.GetValueOrDefault(partnerId, CallbackCredential.None);
    }

    public void Dispose() => _reading.Dispose();

    private Snapshot? Current => _snapshot is { } snapshot && clock.GetElapsedTime(snapshot.TakenAt) < Fresh ? snapshot : null;

    private async Task<Snapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Current is { } snapshot)
                return snapshot;
            var takenAt = clock.GetTimestamp();
            var secrets = await store.ListAsync(cancellationToken);
            return _snapshot = new Snapshot(takenAt, secrets.Where(secret => CallbackSecret.Shown.Contains(secret.Kind))
                .GroupBy(secret => secret.Owner, StringComparer.Ordinal)
                .ToFrozenDictionary(partner => partner.Key, partner => partner.Aggregate(CallbackCredential.None, Open), StringComparer.Ordinal));
        }
        finally
        {
            _reading.Release();
        }
    }

    private CallbackCredential Open(CallbackCredential so, StoredSecret stored)
    {
        if (seal.Open(stored.Sealed, CallbackSecret.SealOwner(stored.Kind, stored.Owner)) is not { } secret)
            return so with { Fault = "What the server has to show at the callback can't be unsealed." };
        try
        {
            var text = Encoding.UTF8.GetString(secret).Trim();
            return stored.Kind == CallbackSecret.Bearer ? so with { BearerToken = text } : so with { Certificate = Read(stored.Owner, text) };
        }
        catch (CryptographicException)
        {
            return so with { Fault = "The certificate to show at the callback can't be read." };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // Through PKCS #12, since not every platform can use a key that was read from PEM for TLS.
    private static ClientCertificate Read(string partnerId, string pem)
    {
        using var read = X509Certificate2.CreateFromPem(pem, pem);
        var certificate = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        return new ClientCertificate(partnerId, certificate.Thumbprint) { Certificate = certificate };
    }

    private sealed record Snapshot(long TakenAt, FrozenDictionary<string, CallbackCredential> ByPartner);
}

/// <summary>What the server shows to one partner.</summary>
/// <param name="Fault">Why it can't be used, in words for the operator; then nothing is sent.</param>
internal sealed record CallbackCredential(string? BearerToken, ClientCertificate? Certificate, string? Fault)
{
    public static CallbackCredential None { get; } = new(null, null, null);
}
