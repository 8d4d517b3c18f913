using System.Globalization;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>A district with the ids of what lies in it; sub-districts and their health centres go together.</summary>
internal sealed record District(
    string Name,
    string Id,
    string RegionId,
    string OfficeId,
    string HospitalId,
    string[] SubDistrictIds,
    string[] HealthCentreIds);

/// <summary>The part of a district in which a household lives.</summary>
internal readonly record struct Home(District District, int Part)
{
    private static readonly string[] Streets = ["Harbour Road", "Mill Lane", "Market Street", "Baobab Avenue", "Chapel Hill", "Salt Row", "Ferry Way", "Quarry Path"];

    public string AreaId => District.SubDistrictIds[Part];

    public RecordedAddress Address(ref Draw draw) =>
        new()
        {
            Lines = [Street(ref draw)],
            City = District.Name,
            DistrictId = District.Id,
            StateId = District.RegionId,
            PostalCode = string.Create(CultureInfo.InvariantCulture, $"{10000 + ((Part + 1) * 100) + draw.Below(90)}"),
        };

    /// <summary>A hospital, a health centre or, as often as <paramref name="homePercent"/> says, the home.</summary>
    public EventPlace PlaceOfLife(int homePercent, ref Draw draw)
    {
        if (draw.Percent(homePercent))
            return new EventPlace { AreaId = AreaId, Name = "Home", AddressLines = [Street(ref draw)] };
        return new EventPlace { LocationId = draw.Percent(40) ? District.HospitalId : District.HealthCentreIds[Part] };
    }

    private static string Street(ref Draw draw) =>
        string.Create(CultureInfo.InvariantCulture, $"{draw.Between(1, 240)} {draw.Of(Streets)}");
}
