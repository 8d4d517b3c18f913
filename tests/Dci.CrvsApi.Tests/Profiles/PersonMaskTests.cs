using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Profiles;

public sealed class PersonMaskTests
{
    private static readonly OutputProfile Standard = Presets.Find(Presets.Default)!;

    [Test]
    public void The_standard_profile_sends_the_stored_bytes() =>
        Assert.That(Masked.Write(SamplePersons.Child, Standard), Is.EqualTo(SamplePersons.Child));

    [Test]
    public void Opencrvs_reads_flat_camel_case_persons_with_relations() =>
        Assert.That(Masked.Write(SamplePersons.Child, "opencrvs"), Is.EqualTo(SamplePersons.Compact("""
            {"@context":{"@vocab":"https://schema.spdci.org/common/v1"},"@id":"b-1","@type":"CRVS_Person",
            "identifier":[{"name":"BRN","identifier":"B-2020-0001"},{"name":"UIN","identifier":"1000000001"}],
            "familyName":"Okello","givenName":"ሰላም","middleName":"Maria",
            "sex":"female","birthDate":"2020-05-04",
            "birthPlace":{"@type":"Place","name":"Kalo Clinic","containedInPlace":"Kalo","geo":{"@type":"GeoCoordinates","latitude":1.50,"longitude":2}},
            "address":[{"@type":"Address","addressLine1":"1 Hill Road","addressLine2":"Flat 2","locality":"Kalo","countryCode":"UG"}],
            "registrationDate":"2020-05-09","lastUpdated":"2020-05-09T10:00:00.000Z",
            "relations":[{"@type":"spdci:Mother","identifier":[{"name":"UIN","identifier":"1000000002"}]},{"@type":"spdci:Father","identifier":[{"name":"PASSPORT","identifier":"P77"}]}]}
            """)));

    [Test]
    public void Opencrvs_reads_a_spouse_as_a_relation() =>
        Assert.That(Masked.Write(SamplePersons.Bride, "opencrvs"), Does.EndWith(SamplePersons.Compact("""
            "maritalStatus":"M","marriageDate":["2021-06-05"],
            "relations":[{"@type":"spdci:Spouse","identifier":[{"name":"UIN","identifier":"1000000009"}],"familyName":"Bello","givenName":"Tunde","birthDate":"1989-03-04"}]}
            """)));

    [Test]
    public void Registry_stack_finds_the_searched_identifier_first_as_it_was_asked() =>
        Assert.That(Masked.Write(SamplePersons.Child, "registry-stack", new SearchedIdentifier("NATIONAL_ID", "1000-000-001")), Does.Contain(SamplePersons.Compact("""
            "identifier":[{"@type":"Identifier","identifier_type":"NATIONAL_ID","identifier_value":"1000-000-001"},{"@type":"Identifier","identifier_type":"BRN","identifier_value":"B-2020-0001"}],"name"
            """)));

    [Test]
    public void Registry_stack_finds_a_searched_identifier_that_the_record_does_not_list() =>
        Assert.That(Masked.Write("""{"@type":"CRVS_Person","sex":"male"}""", "registry-stack", new SearchedIdentifier("TRACKING_ID", "BABC")), Is.EqualTo(
            """{"@type":"CRVS_Person","sex":"male","identifier":[{"@type":"Identifier","identifier_type":"TRACKING_ID","identifier_value":"BABC"}]}"""));

    [Test]
    public void Other_profiles_leave_the_identifiers_in_their_order() =>
        Assert.That(Masked.Write(SamplePersons.Child, Standard, searched: new SearchedIdentifier("UIN", "1000000001")), Is.EqualTo(SamplePersons.Child));

    [Test]
    public void Openspp_reads_its_own_members_beside_the_standard_ones() =>
        Assert.That(Masked.Write(SamplePersons.Child, "openspp"), Is.EqualTo(SamplePersons.Child[..^1] + SamplePersons.Compact("""
            ,"identifiers":[{"type":"BRN","value":"B-2020-0001"},{"type":"UIN","value":"1000000001"}],
            "given_name":"ሰላም","family_name":"Okello","place_of_birth":"Kalo Clinic"}
            """)));

    [Test]
    public void G2p_connect_reads_the_older_address_lines() =>
        Assert.That(Masked.Write(SamplePersons.Child, "g2p-connect-1.0"), Is.EqualTo(
            SamplePersons.Child.Replace("address_line_", "address_line", StringComparison.Ordinal)));

    [Test]
    public void Dci_core_draft_reads_both_spellings_of_address_lines() =>
        Assert.That(Masked.Write(SamplePersons.Child, "dci-core-draft"), Does.Contain(
            "\"address_line_1\":\"1 Hill Road\",\"address_line1\":\"1 Hill Road\",\"address_line_2\":\"Flat 2\",\"address_line2\":\"Flat 2\""));

    [Test]
    public void Only_granted_fields_are_shown() =>
        Assert.That(Masked.Write(SamplePersons.Child, Standard, Masked.Fields("sex", "birth_date")), Is.EqualTo(
            """{"@context":{"@vocab":"https://schema.spdci.org/common/v1"},"@id":"b-1","@type":"CRVS_Person","sex":"female","birth_date":"2020-05-04"}"""));

    [Test]
    public void What_a_person_may_not_show_its_spouse_may_not_either() =>
        Assert.That(Masked.Write(SamplePersons.Bride, Standard, Masked.Fields("name", "related_person")), Does.EndWith(
            """{ "related_person":[{"@type":"RelatedPerson","relationship":"SPS","name":{"@type":"Name","surname":"Bello","given_name":"Tunde"}}]}"""[2..]));

    [Test]
    public void A_hidden_name_is_hidden_in_openspps_copies_too() =>
        Assert.That(Masked.Write(SamplePersons.Child, Presets.Find("openspp")!, Masked.Fields("birth_date")), Is.EqualTo(
            """{"@context":{"@vocab":"https://schema.spdci.org/common/v1"},"@id":"b-1","@type":"CRVS_Person","birth_date":"2020-05-04"}"""));

    [Test]
    public void A_searched_identifier_is_not_repeated_to_a_partner_that_may_not_see_identifiers() =>
        Assert.That(
            Masked.Write(SamplePersons.Child, Presets.Find("registry-stack")!, Masked.Fields("sex"), new SearchedIdentifier("BRN", "B-2020-0001")),
            Does.Not.Contain("B-2020-0001"));

    [Test]
    public void Identifiers_of_other_types_are_hidden_wherever_they_stand()
    {
        var access = new AccessGrant { IdentifierKinds = new HashSet<IdentifierKind> { IdentifierKind.NationalId } };

        using (Assert.EnterMultipleScope())
        {
            foreach (var preset in Presets.Names)
            {
                var child = Masked.Write(SamplePersons.Child, Presets.Find(preset)!, access);
                Assert.That(child, Does.Contain("1000000001").And.Contain("1000000002").And.Not.Contain("B-2020-0001").And.Not.Contain("P77"), preset);
            }

            Assert.That(Masked.Write(SamplePersons.Bride, Standard, access), Does.Not.Contain("M-1\"").And.Contain("1000000009"));
        }
    }

    [Test]
    public void No_identifier_left_leaves_no_empty_list()
    {
        var access = new AccessGrant { IdentifierKinds = new HashSet<IdentifierKind> { IdentifierKind.AlienNumber } };

        foreach (var preset in Presets.Names)
            Assert.That(Masked.Write(SamplePersons.Child, Presets.Find(preset)!, access), Does.Not.Contain("[]").And.Not.Contain("elations\""), preset);
    }

    [Test]
    public void A_member_name_written_with_escapes_hides_nothing_from_the_mask() =>
        Assert.That(
            Masked.Write("""{"@type":"CRVS_Person","\u0062irth_date":"2020","\u0073ex":"male"}""", Standard, Masked.Fields("sex")),
            Is.EqualTo("""{"@type":"CRVS_Person","sex":"male"}"""));
}
