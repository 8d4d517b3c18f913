using System.Collections.Immutable;

namespace Dci.CrvsApi.Partners;

/// <summary>The partners of the file as they may be used here, with the keys that were read from their pinned addresses since the start.</summary>
internal sealed class FiledPartners(PartnerFile file, SandboxRule sandbox)
{
    private readonly IReadOnlyList<RegisteredPartner> _registered = [.. file.Partners.Select(sandbox.Apply)];
    private ImmutableDictionary<string, PartnerKeySet> _fetched = ImmutableDictionary<string, PartnerKeySet>.Empty;

    public IReadOnlyList<RegisteredPartner> Current => _fetched.IsEmpty ? _registered : [.. _registered.Select(WithFetched)];

    /// <summary>Keeps the keys until the server stops: the file is the operator's, so nothing is written into it. False when the partner is not of the file.</summary>
    public bool KeepKeys(string partnerId, PartnerKeySet keys)
    {
        if (!_registered.Any(registered => registered.Partner.Id == partnerId))
            return false;
        ImmutableInterlocked.Update(ref _fetched, fetched => fetched.SetItem(partnerId, keys));
        return true;
    }

    private RegisteredPartner WithFetched(RegisteredPartner registered) =>
        _fetched.TryGetValue(registered.Partner.Id, out var keys)
            ? registered with { Partner = With(registered.Partner, keys) }
            : registered;

    private static Partner With(Partner partner, PartnerKeySet fetched) => partner with
    {
        Keys = [.. partner.Keys, .. fetched.Signing],
        EncryptionKeys = [.. fetched.Encryption, .. partner.EncryptionKeys],
    };
}
