using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Deliveries.Callbacks;

/// <summary>Whether a partner may be called at an address, in words for whoever asks.</summary>
internal sealed class CallbackPermission(IHostEnvironment environment)
{
    private readonly bool _sandbox = environment.AllowsSandbox();

    /// <summary>Why not, or null.</summary>
    /// <param name="address">Null when what was given is no address.</param>
    public string? WhyNot(Partner partner, Uri? address)
    {
        if (address is null || !partner.MayBeCalledAt(address))
            return "The address is not within the partner's callback origins any more.";
        return address.Scheme != Uri.UriSchemeHttps && !(_sandbox && CallbackOrigin.IsLoopback(address))
            ? "Plain http is for loopback in Development and Conformance only."
            : null;
    }
}
