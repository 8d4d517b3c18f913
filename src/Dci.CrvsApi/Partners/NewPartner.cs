namespace Dci.CrvsApi.Partners;

/// <summary>A registration together with the private key made for it; the key is the partner's own and is kept nowhere here.</summary>
/// <param name="PrivateJwk">ES256, as JSON.</param>
internal sealed record NewPartner(PartnerRegistration Registration, string PrivateJwk);
