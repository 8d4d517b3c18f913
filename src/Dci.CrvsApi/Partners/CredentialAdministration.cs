using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Keys;
using Dci.CrvsApi.Registry.Keys;

namespace Dci.CrvsApi.Partners;

/// <summary>Keeps what the server shows or signs with when it calls a partner back: a bearer token, a client certificate, the secret of its webhooks. They are sealed and never shown again.</summary>
internal sealed class CredentialAdministration(ISecretStore store, Seal seal, PartnerDirectory directory, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public async Task<CredentialChange> SetBearerAsync(string partnerId, string token, CancellationToken cancellationToken)
    {
        token = token.Trim();
        if (CallbackSecret.WhyNoToken(token) is { } reason)
            return new CredentialChange(Made: false, reason);
        return await SaveAsync(CallbackSecret.Bearer, partnerId, token, $"Callbacks to {partnerId} carry this bearer token from now on.", cancellationToken);
    }

    public async Task<CredentialChange> SetWebhookSecretAsync(string partnerId, string secret, CancellationToken cancellationToken)
    {
        secret = secret.Trim();
        if (CallbackSecret.WhyNoSecret(secret) is { } reason)
            return new CredentialChange(Made: false, reason);
        return await SaveAsync(
            CallbackSecret.Webhook, partnerId, secret, $"Webhooks that {partnerId} asks for from now on must name this secret and are signed with it.", cancellationToken);
    }

    public async Task<CredentialChange> SetCertificateAsync(string partnerId, string certificate, string key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (end, reason) = CallbackSecret.ReadCertificate(certificate, key, now);
        if (end is not { } until)
            return new CredentialChange(Made: false, reason!);
        var words = string.Create(
            CultureInfo.InvariantCulture, $"Callbacks to {partnerId} show this certificate from now on. It is valid until {until:yyyy-MM-dd}{(until - now < Soon ? ", which is soon" : "")}.");
        return await SaveAsync(CallbackSecret.Certificate, partnerId, $"{certificate.Trim()}\n{key.Trim()}\n", words, cancellationToken);
    }

    /// <summary>Takes away whatever is kept for the partner, of one that is no longer registered too.</summary>
    public async Task<CredentialChange> ClearAsync(string partnerId, CancellationToken cancellationToken)
    {
        var removed = false;
        foreach (var kind in CallbackSecret.Kinds)
            removed |= await store.RemoveAsync(partnerId, kind, cancellationToken);
        return removed
            ? new CredentialChange(Made: true, $"Callbacks to {partnerId} show nothing from now on, and it can ask for no webhooks.")
            : new CredentialChange(Made: false, $"Nothing is kept for {partnerId}.");
    }

    private async Task<CredentialChange> SaveAsync(string kind, string partnerId, string secret, string words, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(partnerId, cancellationToken) is null)
            return new CredentialChange(Made: false, $"There is no partner {partnerId}.");
        var bytes = Encoding.UTF8.GetBytes(secret);
        var box = seal.Close(bytes, CallbackSecret.SealOwner(kind, partnerId));
        CryptographicOperations.ZeroMemory(bytes);
        await store.SaveAsync(new StoredSecret(partnerId, kind, box, clock.GetUtcNow()), cancellationToken);
        return new CredentialChange(Made: true, words);
    }
}

/// <summary>What came of setting or clearing a credential, in words for the operator.</summary>
internal sealed record CredentialChange(bool Made, string Words);
