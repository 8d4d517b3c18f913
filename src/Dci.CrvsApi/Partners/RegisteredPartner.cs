namespace Dci.CrvsApi.Partners;

/// <summary>A partner with what stands beside its agreement.</summary>
/// <param name="Partner">Ready for use.</param>
/// <param name="SecretDigest">SHA-256 of its client secret, null when it can't get tokens of ours.</param>
/// <param name="Origin">Where it is registered.</param>
internal sealed record RegisteredPartner(Partner Partner, byte[]? SecretDigest, PartnerOrigin Origin);

/// <summary>Where a partner is registered; what stands in the file wins.</summary>
internal enum PartnerOrigin
{
    Database,
    File,
}
