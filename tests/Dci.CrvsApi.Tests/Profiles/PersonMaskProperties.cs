using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Profiles;

public sealed class PersonMaskProperties
{
    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_hidden_field_is_never_emitted(int seed)
    {
        var random = new Random(seed);
        var person = MarkedPerson.Of(random);
        var granted = MarkedPerson.Fields.Where(_ => random.Next(2) == 0).ToArray();

        var output = Masked.Write(person, AnyProfile(random), Masked.Fields(granted));

        JsonDocument.Parse(output).Dispose();
        foreach (var hidden in MarkedPerson.Fields.Except(granted))
            Assert.That(output, Does.Not.Contain(MarkedPerson.MarkOf(hidden)), hidden);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_granted_field_is_never_lost(int seed)
    {
        var random = new Random(seed);
        var person = MarkedPerson.Of(random);
        var granted = MarkedPerson.Fields.Where(_ => random.Next(2) == 0).ToArray();

        var output = Masked.Write(person, AnyProfile(random), Masked.Fields(granted));

        var shown = JsonNode.Parse(person)!.AsObject().Select(member => member.Key).Intersect(granted);
        foreach (var field in shown.Where(field => field != "related_person"))
            Assert.That(output, Does.Contain(MarkedPerson.MarkOf(field)), field);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void An_identifier_of_a_hidden_type_is_never_emitted(int seed)
    {
        var random = new Random(seed);
        var person = MarkedPerson.Of(random);
        var shown = new[] { IdentifierKind.NationalId, IdentifierKind.BirthRegistrationNumber }.Where(_ => random.Next(2) == 0).ToHashSet();

        var output = Masked.Write(person, AnyProfile(random), new AccessGrant { IdentifierKinds = shown });

        Assert.That(output, Does.Not.Contain("\"PASSPORT\""));
        Assert.That(output.Contains("\"UIN\"", StringComparison.Ordinal) && !shown.Contains(IdentifierKind.NationalId), Is.False);
        Assert.That(output.Contains("\"BRN\"", StringComparison.Ordinal) && !shown.Contains(IdentifierKind.BirthRegistrationNumber), Is.False);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void A_mask_that_hides_nothing_writes_the_stored_bytes(int seed)
    {
        var person = MarkedPerson.Of(new Random(seed));
        var all = Masked.Fields([.. MarkedPerson.Fields]);

        Assert.That(Masked.Write(person, Presets.Find(Presets.Default)!, all), Is.EqualTo(person));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_profile_names_a_member_twice_or_writes_null_or_empty(int seed)
    {
        var random = new Random(seed);
        var output = Masked.Write(MarkedPerson.Of(random), AnyProfile(random));

        Assert.DoesNotThrow(() => JsonDocument.Parse(output, new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose(), output);
        Assert.That(output, Does.Not.Contain("null").And.Not.Contain(":\"\"").And.Not.Contain("[]").And.Not.Contain("{}"));
    }

    private static OutputProfile AnyProfile(Random random) =>
        Knobs.All.Aggregate(Presets.Find(Presets.Default)!, (profile, knob) => knob.Turn(profile, knob.Words[random.Next(knob.Words.Count)])!);
}
