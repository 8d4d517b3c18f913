namespace Dci.CrvsApi.Partners;

/// <summary>Where a partner may be called back: only at origins of its registration, never at an address merely named in a message.</summary>
internal static class PartnerCallbacks
{
    /// <summary>The address as a URI when the partner may be called back at it, else null.</summary>
    public static Uri? CallbackAddress(this Partner partner, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && partner.MayBeCalledAt(uri) ? uri : null;

    public static bool MayBeCalledAt(this Partner partner, Uri address) =>
        partner.CallbackOrigins.Any(origin => CallbackOrigin.Parse(origin)?.Covers(address) == true);
}
