using System.Buffers;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Demonstration;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Profiles;

public sealed class RenderedPersonTests
{
    private static readonly string[] Persons =
        [.. new DemonstrationRegister(7, new DemonstrationCounts { Births = 60, Deaths = 30, Marriages = 30, Divorces = 5, FetalDeaths = 5, Adoptions = 5 }).Records()
            .SelectMany(record => record.Renditions)
            .Select(rendition => Encoding.UTF8.GetString(rendition.Person.Span))];

    private static readonly string[] Members =
        [.. Persons.SelectMany(person => JsonDocument.Parse(person).RootElement.EnumerateObject().Select(member => member.Name)).Distinct()];

    [Test]
    public void Every_preset_reads_what_the_register_renders()
    {
        foreach (var preset in Presets.Names)
            foreach (var person in Persons)
                Assert.DoesNotThrow(() => JsonDocument.Parse(Masked.Write(person, preset), new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose());
    }

    [Test]
    public void A_mask_that_grants_every_member_writes_the_rendered_bytes()
    {
        foreach (var person in Persons)
            Assert.That(Masked.Write(person, Presets.Find(Presets.Default)!, Masked.Fields(Members)), Is.EqualTo(person));
    }

    [Test]
    public void The_member_that_is_not_granted_is_nowhere_and_the_others_stay([ValueSource(nameof(Members))] string hidden)
    {
        var access = Masked.Fields([.. Members.Where(member => member != hidden)]);

        foreach (var person in Persons)
        {
            var shown = Masked.Write(person, Presets.Find(Presets.Default)!, access);
            // Places and addresses have names and identifiers of their own.
            if (hidden is not ("name" or "identifier") && hidden[0] != '@')
                Assert.That(shown, Does.Not.Contain($"\"{hidden}\":"));
            Assert.That(
                JsonDocument.Parse(shown).RootElement.EnumerateObject().Select(member => member.Name),
                Is.EqualTo(JsonDocument.Parse(person).RootElement.EnumerateObject().Select(member => member.Name).Where(name => name != hidden || hidden[0] == '@')));
        }
    }

    [Test]
    public void Every_type_of_identifier_can_be_granted_by_itself([Values] IdentifierKind kind)
    {
        var person = WithEveryIdentifier();
        var access = new AccessGrant { IdentifierKinds = new HashSet<IdentifierKind> { kind } };

        using var shown = JsonDocument.Parse(Masked.Write(person, Presets.Find(Presets.Default)!, access));

        Assert.That(
            shown.RootElement.GetProperty("identifier").EnumerateArray().Select(identifier => identifier.GetProperty("identifier_value").GetString()),
            Is.EqualTo([kind.ToString()]));
    }

    private static string WithEveryIdentifier()
    {
        var record = new VitalRecord
        {
            RecordId = "r",
            Event = VitalEvent.LiveBirth,
            Status = RegistrationStatus.Registered,
            LastUpdated = DateTimeOffset.UnixEpoch,
            People =
            [
                new RecordedPerson
                {
                    Role = PersonRole.Child,
                    Identifiers = [.. Enum.GetValues<IdentifierKind>().Select(kind => new RecordedIdentifier(kind, kind.ToString(), kind == IdentifierKind.Other ? "LIBRARY_CARD" : null))],
                },
            ],
        };
        var output = new ArrayBufferWriter<byte>();
        new PersonWriter(PersonMapping.Default).Write(record, PersonRole.Child, null, PlaceTree.Empty, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
