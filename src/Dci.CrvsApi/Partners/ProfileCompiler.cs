using System.Text.Json;
using Dci.CrvsApi.Profiles;

namespace Dci.CrvsApi.Partners;

/// <summary>Reads how a partner wants to be answered: a preset, and the knobs it wants otherwise.</summary>
internal static class ProfileCompiler
{
    public static OutputProfile Compile(PartnerRegistration registration, RegistrationFaults faults)
    {
        var name = registration.Profile ?? Presets.Default;
        if (Presets.Find(name) is not { } preset)
        {
            faults.Under("profile").Add("is not a preset", $"Use one of: {string.Join(", ", Presets.Names)}");
            return new OutputProfile { Preset = name };
        }

        var turned = Presets.Override(preset, Words(registration.ProfileOverrides, faults.Under("profile_overrides")));
        if (turned.Faults.Count > 0)
            faults.Under("profile_overrides").Add("asks for what the profile can't do", string.Join(" ", turned.Faults).TrimEnd('.'));
        return turned.Profile;
    }

    private static List<KeyValuePair<string, string>> Words(IReadOnlyDictionary<string, JsonElement>? overrides, RegistrationFaults faults)
    {
        var words = new List<KeyValuePair<string, string>>();
        foreach (var (knob, value) in overrides ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False)
                words.Add(new(knob, value.ToString()));
            else
                faults.Under(knob).Add("is of the wrong kind", "Give one word, or true or false");
        }

        return words;
    }
}
