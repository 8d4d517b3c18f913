using System.Text;
using Dci.CrvsApi.Hosting;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class PartnerFileTests
{
    [Test]
    public void Reads_partners_with_digests_and_states()
    {
        var secret = ClientSecret.Generate();
        var digest = Convert.ToHexString(ClientSecret.DigestOf(secret));
        var file = Read($$"""{"partners":[{"id":"a","signature_policy":"accept-unsigned","secret_sha256":"{{digest}}"},{"id":"b","signature_policy":"accept-unsigned","disabled":true}]}""", out var faults);

        Assert.That(faults, Is.Empty);
        Assert.That(file.Partners.Select(partner => partner.Partner.Disabled), Is.EqualTo(new[] { false, true }));
        Assert.That(file.Partners[0].SecretDigest, Is.EqualTo(ClientSecret.DigestOf(secret)));
    }

    [Test]
    public void Lists_the_faults_of_every_partner()
    {
        Read("""{"partners":[{"id":"a"},{"id":"b","profile":"x","signature_policy":"accept-unsigned"},7,{"id":"c","signature_policy":"accept-unsigned","secret_sha256":"zz"}],"more":1}""", out var faults);

        Assert.That(faults.Select(fault => fault.Path), Is.EquivalentTo(new[] { "$.more", "$.partners[0].keys", "$.partners[1].profile", "$.partners[2]", "$.partners[3].secret_sha256" }));
    }

    [Test]
    public void Refuses_two_partners_under_one_name()
    {
        Read("""{"partners":[{"id":"a","signature_policy":"accept-unsigned"},{"id":"a","signature_policy":"accept-unsigned"}]}""", out var faults);

        Assert.That(faults.Select(fault => fault.Path), Is.EquivalentTo(new[] { "$.partners[1].id", "$.partners[1].sender_ids" }));
    }

    [Test]
    public void Refuses_to_load_with_every_error_in_the_message()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{"partners":[{"id":"a"},{"id":"b"}]}""");

        var refused = Assert.Throws<StartRefusedException>(() => PartnerFile.Load(path));

        Assert.That(refused!.Message, Does.Contain("$.partners[0].keys").And.Contain("$.partners[1].keys"));
        File.Delete(path);
    }

    [Test]
    public void Refuses_to_load_a_file_that_is_not_there() =>
        Assert.That(() => PartnerFile.Load("/nowhere/partners.json"), Throws.TypeOf<StartRefusedException>().With.Message.Contains("/nowhere/partners.json"));

    private static PartnerFile Read(string json, out IReadOnlyList<RegistrationFault> found)
    {
        var faults = new RegistrationFaults();
        var file = PartnerFile.Read(Encoding.UTF8.GetBytes(json), faults);
        found = faults.All;
        return file;
    }
}
