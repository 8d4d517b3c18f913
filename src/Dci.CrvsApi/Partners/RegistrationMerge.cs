using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Partners;

/// <summary>Changes made to a registration that is stored as JSON; what a change is not about stays as it was written.</summary>
internal static class RegistrationMerge
{
    public static string WithFetched(string document, IReadOnlyList<JsonElement> fetched)
    {
        var registration = JsonNode.Parse(document)!.AsObject();
        if (registration["keys"] is not JsonObject keys)
            return document;
        keys["fetched"] = new JsonArray([.. fetched.Select(jwk => JsonObject.Create(jwk))]);
        return registration.ToJsonString();
    }

    public static string WithKey(string document, string key)
    {
        var registration = JsonNode.Parse(document)!.AsObject();
        if (registration["keys"] is not JsonObject keys)
            registration["keys"] = keys = [];
        var (member, node) = KeysRegistration.Of(key).Jwk is [var jwk] ? ("jwk", JsonNode.Parse(jwk.GetRawText())) : ("pem", JsonValue.Create(key));
        if (keys[member] is not JsonArray list)
            keys[member] = list = [];
        list.Add(node);
        return registration.ToJsonString();
    }

    /// <summary>The new registration; what was read from the pinned address stays while the address does, so that the partner needn't wait for the next reading.</summary>
    public static string Replace(string document, PartnerRegistration registration)
    {
        var before = RegistrationReader.Read(Encoding.UTF8.GetBytes(document), new RegistrationFaults()).Keys;
        return PartnerJson.Write(registration.Keys is { JwksUri: { } address } keys && before?.JwksUri == address
            ? registration with { Keys = keys with { Fetched = before.Fetched } }
            : registration);
    }
}
