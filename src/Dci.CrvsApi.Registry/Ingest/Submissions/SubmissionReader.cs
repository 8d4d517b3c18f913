using System.Security.Cryptography;
using System.Text;
using Dci.CrvsApi.Registry.Ingest.Normalising;
using Dci.CrvsApi.Registry.Ingest.Reading;
using Dci.CrvsApi.Registry.Places;
using Dci.CrvsApi.Registry.Records;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>
/// The door for events that others post: what <see cref="BundleReader"/> understands, and beyond that the rules by which an
/// event is sent. It finds every fault it can, and throws for none.
/// </summary>
public static class SubmissionReader
{
    /// <param name="json">What was posted.</param>
    /// <param name="places">The place tree as it is now.</param>
    public static SubmissionReading Read(ReadOnlyMemory<byte> json, PlaceTree places)
    {
        var faults = new SubmissionFaults();
        var (bundle, broken) = BundleJson.Parse(json.Span);
        if (bundle is null)
            return Refuse(faults, broken!);
        if (bundle.Text("resourceType") != "Bundle")
            return Refuse(faults, new BundleFault("Bundle", "is not a FHIR Bundle"));

        var order = TransactionForm.Is(bundle) ? TransactionForm.ToDocument(bundle, faults) : null;
        if (order is not null)
            json = BundleReader.Write(bundle);
        var isNotification = EnvelopeRules.IsNotification(bundle);
        EnvelopeRules.Check(bundle, isNotification, faults);
        var digest = SHA256.HashData(BundleReader.Write(bundle).Span);
        var (normalised, differs) = BundleReader.Normalise(bundle, json);
        var (parsed, invalid) = StrictFhir.Parse(normalised.Span);
        foreach (var fault in invalid)
            faults.Invalid(fault);
        return parsed is null
            ? new SubmissionReading.Refused(faults.Found)
            : Understand(new SubmittedBundle(bundle, parsed, places), isNotification, faults, (normalised, differs, digest, order));
    }

    private static SubmissionReading Understand(
        SubmittedBundle bundle,
        bool isNotification,
        SubmissionFaults faults,
        (ReadOnlyMemory<byte> Json, bool Differs, byte[] Digest, IReadOnlyList<int>? Order) content)
    {
        var misread = new List<BundleFault>();
        var record = RecordReader.Read(bundle.Index, misread);
        foreach (var fault in misread)
            faults.Rule(fault.Path, fault.Reason);
        ReferenceRules.Check(bundle, faults);
        AddressRules.Check(bundle, isNotification, faults);
        TaskRules.Check(bundle, isNotification, faults);
        var identifier = IdentifierOf(bundle.Parsed, faults);
        if (record is not null)
            RecordRules.Check(bundle, record, isNotification, faults);
        if (record is null || faults.Any)
            return new SubmissionReading.Refused(faults.Found);

        return new SubmissionReading.Accepted(new SubmittedEvent
        {
            Record = record,
            Bundle = content.Json,
            Differs = content.Differs || content.Order is not null,
            IsTransaction = content.Order is not null,
            IsNotification = isNotification && record.Status == RegistrationStatus.Notified,
            Identifier = identifier,
            Digest = content.Digest,
            NewPlaces = bundle.NewPlaces,
            Resources = InSentOrder([.. bundle.Parsed.Entry.Select(entry => (entry.Resource!.TypeName, bundle.Index.IdOf(entry.Resource) ?? ""))], content.Order),
        });
    }

    private static IReadOnlyList<(string Type, string Id)> InSentOrder(IReadOnlyList<(string Type, string Id)> resources, IReadOnlyList<int>? order) =>
        order is null ? resources : [.. order.Select(place => resources[place])];

    private static ReadOnlyMemory<byte>? IdentifierOf(R4.Bundle bundle, SubmissionFaults faults)
    {
        if (bundle.Identifier is not { } identifier)
            return null;
        if (identifier.Value is { Length: > 0 } value)
            return SHA256.HashData(Encoding.UTF8.GetBytes($"{identifier.System}\n{value}"));
        faults.Required("Bundle.identifier.value", "is missing: an identifier without a value identifies nothing");
        return null;
    }

    private static SubmissionReading.Refused Refuse(SubmissionFaults faults, BundleFault fault)
    {
        faults.Structure(fault.Path, fault.Reason);
        return new SubmissionReading.Refused(faults.Found);
    }
}
