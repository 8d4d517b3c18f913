using System.Text.Json.Nodes;
using Dci.CrvsApi.Hosting;

namespace Dci.CrvsApi.Partners;

/// <summary>The partners of the file named in the settings, all of them valid.</summary>
internal sealed record PartnerFile(IReadOnlyList<RegisteredPartner> Partners)
{
    private const string List = "partners";

    public static PartnerFile None { get; } = new([]);

    /// <summary>The file's partners.</summary>
    /// <exception cref="StartRefusedException">The file can't be read, or something in it is wrong.</exception>
    public static PartnerFile Load(string path)
    {
        var faults = new RegistrationFaults();
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The partner file {path} can't be read: {fault.Message}");
        }

        var file = Read(json, faults);
        return faults.Any
            ? throw new StartRefusedException($"The partner file {path} has {faults.All.Count} error(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults.All)}")
            : file;
    }

    /// <summary>The partners of <c>{"partners":[…]}</c>; those with faults are left out.</summary>
    public static PartnerFile Read(ReadOnlySpan<byte> json, RegistrationFaults faults)
    {
        if (RegistrationReader.Parse(json, faults) is not { } document)
            return None;
        foreach (var (name, _) in document.Where(member => member.Key != List))
            faults.Under(name).Add("is not known", $"The file is one object with the member {List}");
        if (document[List] is not JsonArray registrations)
        {
            faults.Under(List).Add("is missing", "Give an array of registrations");
            return None;
        }

        var partners = registrations.Select((node, index) => Compile(node, faults.Under(List).At(index))).ToList();
        for (var i = 0; i < partners.Count; i++)
            ClashFaults(partners, i, faults.Under(List).At(i));
        return new PartnerFile([.. partners.OfType<RegisteredPartner>()]);
    }

    private static RegisteredPartner? Compile(JsonNode? node, RegistrationFaults faults)
    {
        if (node is not JsonObject document)
        {
            faults.Add("is not a JSON object", "Write one object for each partner");
            return null;
        }

        var own = faults.Apart();
        var registration = RegistrationReader.Read(document, own);
        var digest = registration.SecretSha256 is { } text ? ClientSecret.ReadDigest(text) : null;
        if (registration.SecretSha256 is not null && digest is null)
            own.Under("secret_sha256").Add("is not a SHA-256 digest", "Give 64 hexadecimal or 43 base64url characters");
        var partner = PartnerCompiler.Compile(registration, registration.Disabled == true, own);
        // In the database a key may follow by add-key; in a file it has been forgotten.
        if (partner is { SignaturePolicy: SignaturePolicy.Required, Keys.Count: 0, KeySetAddress: null })
            own.Under("keys").Add("has no key, but every message must be signed", "Give jwk, pem or jwks_uri, or set signature_policy to accept-unsigned");
        faults.Join(own);
        return partner is null ? null : new RegisteredPartner(partner, digest, PartnerOrigin.File);
    }

    private static void ClashFaults(List<RegisteredPartner?> partners, int index, RegistrationFaults faults)
    {
        if (partners[index]?.Partner is not { } partner)
            return;
        foreach (var earlier in partners.Take(index).OfType<RegisteredPartner>())
            SenderClash.Check(partner, earlier.Partner, faults);
    }
}
