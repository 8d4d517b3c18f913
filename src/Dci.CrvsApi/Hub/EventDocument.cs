using System.Buffers;
using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Subscriptions;
using Dci.CrvsApi.Subscriptions.Notices;
using Dci.CrvsApi.Subscriptions.Topics;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Hub;

/// <summary>
/// An event as a topic tells it, in the envelope of MOSIP's events: one line of ASCII. It says nothing of the moment at which it is written or of
/// who reads it but what that partner may see, so that what is delivered and what the topic's address answers are the same bytes.
/// </summary>
internal sealed class EventDocument(IOptions<ServerIdentity> server, EventPersons persons)
{
    private readonly string _publisher = server.Value.SenderId;
    private readonly string _records = server.Value.At("/fhir/Composition/");

    /// <param name="given">The topic as its reader named it.</param>
    public byte[] Write(string given, Topic topic, Partner partner, ToldEvent told)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            var happened = told.Event;
            writer.WriteStartObject();
            writer.WriteString("publisher"u8, _publisher);
            writer.WriteString("topic"u8, given);
            writer.WriteString("publishedOn"u8, InstantText.Write(happened.At));
            writer.WriteStartObject("event"u8);
            WriteIdentity(writer, topic, happened);
            writer.WriteString("dataShareUri"u8, _records + Uri.EscapeDataString(happened.RecordId));
            writer.WriteStartObject("data"u8);
            writer.WriteString("event"u8, topic.EventWord);
            writer.WriteString("change"u8, topic.ChangeWord);
            if (partner.Access.FullEvents)
                persons.Write(writer, partner, told, onlyWhich: topic.Kind == ChangeKind.Cancelled);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return AsciiJson.Escape(buffer.WrittenSpan);
    }

    // One change is one transaction.
    private static void WriteIdentity(Utf8JsonWriter writer, Topic topic, SubscriptionEvent happened)
    {
        writer.WriteString("id"u8, happened.EventId);
        writer.WriteString("transactionId"u8, happened.EventId);
        writer.WriteStartObject("type"u8);
        writer.WriteString("namespace"u8, "crvs"u8);
        writer.WriteString("name"u8, topic.Name);
        writer.WriteEndObject();
        writer.WriteString("timestamp"u8, InstantText.Write(happened.At));
    }
}
