using System.Text;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Partners;

/// <summary>Registrations that are right, and ways to make them otherwise.</summary>
internal static class Registrations
{
    public static PartnerRegistration Valid(string id = "spp") => new() { Id = id, SignaturePolicy = "accept-unsigned" };

    /// <summary>A right document with a few members set; null takes one out.</summary>
    public static string Json(params (string Member, JsonNode? Value)[] members)
    {
        var document = new JsonObject { ["id"] = "spp", ["signature_policy"] = "accept-unsigned" };
        foreach (var (member, value) in members)
        {
            if (value is null)
                document.Remove(member);
            else
                document[member] = value;
        }

        return document.ToJsonString();
    }

    public static Partner? Compile(string json, out IReadOnlyList<RegistrationFault> found)
    {
        var faults = new RegistrationFaults();
        var registration = RegistrationReader.Read(Encoding.UTF8.GetBytes(json), faults);
        var partner = PartnerCompiler.Compile(registration, disabled: false, faults);
        found = faults.All;
        return partner;
    }

    public static Partner Compile(params (string Member, JsonNode? Value)[] members)
    {
        var partner = Compile(Json(members), out var faults);
        Assert.That(faults, Is.Empty);
        return partner!;
    }
}
