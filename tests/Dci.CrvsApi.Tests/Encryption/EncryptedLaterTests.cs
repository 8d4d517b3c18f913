using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Encryption;

/// <summary>Encrypted messages that are answered later: stored as they came, and answered encrypted.</summary>
internal sealed class EncryptedLaterTests
{
    [TestCase("33554432", TestName = "Are_answered_encrypted_from_memory")]
    [TestCase("1024", TestName = "Are_decrypted_again_when_they_waited_in_the_store")]
    public async Task Are_answered_encrypted(string room)
    {
        await using var inbox = await CallbackInbox.OpenAsync();
        using var server = new CrvsServer("Development", ("Transactions:QueueBytes", room));
        using var partner = await EncryptedPartner.RegisterAsync(server, "sealed-later");
        var number = server.Demo.GetProperty("identifiers").GetProperty("BRN").GetString()!;
        var question = SocialProtectionSystem.Message(SocialProtectionSystem.Item(Peers.Lookup("BRN", number, "birth")));
        var ack = await partner.SendAsync(await partner.EncryptAsync(question), path: "/registry/search", senderUri: inbox.Address());
        var callback = (await inbox.WaitAsync())[0];
        var opened = partner.Open(callback.Message);

        Assert.That(ack.AckStatus, Is.EqualTo("ACK"), ack.Text);
        Assert.That(callback.Header.GetProperty("is_msg_encrypted").GetBoolean(), Is.True);
        Assert.That(callback.Faults(), Is.Empty);
        Assert.That(opened.GetProperty("correlation_id").GetString(), Is.EqualTo(ack.CorrelationId));
        Assert.That(opened.GetProperty("search_response")[0].GetProperty("pagination").GetProperty("total_count").GetInt32(), Is.EqualTo(1));
    }
}
