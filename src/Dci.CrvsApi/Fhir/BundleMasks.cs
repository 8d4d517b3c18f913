using System.Runtime.CompilerServices;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Fhir;

/// <summary>Keeps the mask of each partner as long as its registration stays the same.</summary>
internal sealed class BundleMasks
{
    private readonly ConditionalWeakTable<Partner, BundleMask> _masks = [];

    public BundleMask Of(Partner partner) => _masks.GetValue(partner, BundleMask.Compile);
}
