using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Registry.Partners;

namespace Dci.CrvsApi.Partners;

/// <summary>Changes the partners of the database. Those of the partner file are changed there, by hand.</summary>
internal sealed class PartnerAdministration(IPartnerStore store, PartnerFile file, PartnerDirectory directory, TimeProvider clock)
{
    private const int MaxAttempts = 10;

    /// <summary>Registers a new partner. Its secret is generated, unless the registration brings the digest of one.</summary>
    public Task<PartnerChange> AddAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var faults = new RegistrationFaults();
        return AddAsync(RegistrationReader.Read(json.Span, faults), faults, cancellationToken);
    }

    /// <inheritdoc cref="AddAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<PartnerChange> AddAsync(PartnerRegistration registration, CancellationToken cancellationToken) =>
        AddAsync(registration, new RegistrationFaults(), cancellationToken);

    /// <summary>Puts another registration in the place of the partner's; its secret, its state and the keys that were read from an address it keeps stay.</summary>
    public async Task<PartnerChange> ReplaceAsync(string id, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var faults = new RegistrationFaults();
        var registration = RegistrationReader.Read(json.Span, faults);
        if (registration.Id != id)
            faults.Under("id").Add($"is not {id}", "A partner keeps its id; register another one under another");
        if (registration.SecretSha256 is not null || registration.Disabled is not null)
            faults.Add("has secret_sha256 or disabled", "Leave them out: rotate-secret, disable and enable change them");
        var partner = PartnerCompiler.Compile(registration, disabled: false, faults);
        foreach (var other in await directory.ListAsync(cancellationToken))
        {
            if (partner is not null && other.Partner.Id != id)
                SenderClash.Check(partner, other.Partner, faults);
        }

        return faults.Any
            ? Refuse(faults)
            : await ChangeAsync(id, row => row with { Document = RegistrationMerge.Replace(row.Document, registration) }, secret: null, cancellationToken);
    }

    public Task<PartnerChange> DisableAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => row with { Disabled = true }, secret: null, cancellationToken);

    public Task<PartnerChange> EnableAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => row with { Disabled = false }, secret: null, cancellationToken);

    /// <summary>Gives the partner a new client secret. The old one gets no token from now on; tokens it got live out their time.</summary>
    public Task<PartnerChange> RotateSecretAsync(string id, CancellationToken cancellationToken)
    {
        var secret = ClientSecret.Generate();
        return ChangeAsync(id, row => row with { SecretDigest = ClientSecret.DigestOf(secret) }, secret, cancellationToken);
    }

    /// <summary>Adds a public key, a JWK or PEM, to those the partner has.</summary>
    public Task<PartnerChange> AddKeyAsync(string id, string key, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => row with { Document = RegistrationMerge.WithKey(row.Document, key) }, secret: null, cancellationToken);

    /// <summary>Replaces the keys that were read from the partner's pinned address; when they are the same again, nothing is written.</summary>
    public Task<PartnerChange> KeepFetchedKeysAsync(string id, IReadOnlyList<JsonElement> keys, CancellationToken cancellationToken) =>
        ChangeAsync(id, row => row with { Document = RegistrationMerge.WithFetched(row.Document, keys) }, secret: null, cancellationToken);

    private async Task<PartnerChange> AddAsync(PartnerRegistration registration, RegistrationFaults faults, CancellationToken cancellationToken)
    {
        var given = registration.SecretSha256 is { } text ? ClientSecret.ReadDigest(text) : null;
        if (registration.SecretSha256 is not null && given is null)
            faults.Under("secret_sha256").Add("is not a SHA-256 digest", "Give 64 hexadecimal or 43 base64url characters");
        var partner = PartnerCompiler.Compile(registration, registration.Disabled == true, faults);
        directory.Forget();
        foreach (var other in await directory.ListAsync(cancellationToken))
        {
            if (partner is not null)
                SenderClash.Check(partner, other.Partner, faults);
        }

        if (partner is null || faults.Any)
            return Refuse(faults);
        var secret = given is null ? ClientSecret.Generate() : null;
        var document = PartnerJson.Write(registration with { SecretSha256 = null, Disabled = null });
        if (!await store.AddAsync(new(partner.Id, document, given ?? ClientSecret.DigestOf(secret!), partner.Disabled, clock.GetUtcNow()), cancellationToken))
            return new PartnerChange.Refused($"{partner.Id} was registered just now by somebody else.");
        directory.Forget();
        return new PartnerChange.Made(partner, secret);
    }

    private async Task<PartnerChange> ChangeAsync(string id, Func<StoredPartner, StoredPartner> change, string? secret, CancellationToken cancellationToken)
    {
        if (file.Partners.Any(filed => filed.Partner.Id == id))
            return new PartnerChange.Refused($"{id} is registered in the partner file, which wins. Change it there and start the server again.");
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } row)
                return new PartnerChange.Refused($"There is no partner {id}.");
            if (await TryAsync(row, change(row), secret, cancellationToken) is { } outcome)
                return outcome;
        }

        return new PartnerChange.Refused($"{id} is being changed by others all the time; try again.");
    }

    /// <summary>What came of the change, or null when the row was changed meanwhile.</summary>
    private async Task<PartnerChange?> TryAsync(StoredPartner row, StoredPartner changed, string? secret, CancellationToken cancellationToken)
    {
        var faults = new RegistrationFaults();
        var registration = RegistrationReader.Read(Encoding.UTF8.GetBytes(changed.Document), faults);
        if (PartnerCompiler.Compile(registration, changed.Disabled, faults) is not { } partner)
            return Refuse(faults);
        if (changed != row)
        {
            if (!await store.ReplaceAsync(changed with { ChangedAt = Later(row.ChangedAt) }, row.ChangedAt, cancellationToken))
                return null;
            directory.Forget();
        }

        return new PartnerChange.Made(partner, secret);
    }

    // The time of a change is also what tells one state of the row from the next, so it moves even when the clock does not.
    private DateTimeOffset Later(DateTimeOffset before) => clock.GetUtcNow() is var now && now > before.AddMilliseconds(1) ? now : before.AddMilliseconds(1);

    private static PartnerChange.Refused Refuse(RegistrationFaults faults) => new([.. faults.All.Select(fault => fault.ToString())]);
}
