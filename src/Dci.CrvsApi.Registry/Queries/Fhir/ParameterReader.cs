using Dci.CrvsApi.Registry.Ingest.Vocabulary;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>Reads the values of one parameter; those between commas mean any of them. Null, with a fault, when one can't be read.</summary>
internal sealed class ParameterReader(SearchParameter parameter, List<string> values, Action<ResourceSearchFaultKind, string> fault)
{
    private const string OldIdentifierTypes = "http://terminology.hl7.org/CodeSystem/v2-0203";

    public Func<VitalEvent, FhirFilter?>? Attribute(ParameterMeaning.Attribute attribute)
    {
        var read = new List<(Comparison Comparison, AttributeValues Values)>();
        foreach (var group in values.Select(value => Value(attribute.Kind, value)).GroupBy(value => value?.Comparison))
        {
            if (group.Key is not { } comparison)
                return Refuse(ResourceSearchFaultKind.NotSupported, "The prefix of the date is not one of eq, gt, ge, lt, le, sa, eb.");
            if (ValueParser.Parse(attribute.Kind, [.. group.Select(value => new CriterionValue(value!.Value.Text))], default) is not { } parsed)
                return Refuse(ResourceSearchFaultKind.Invalid, $"The value has to be {ValueParser.Expected(attribute.Kind)}.");
            read.Add((comparison, parsed));
        }

        return vitalEvent => attribute.On(vitalEvent) is { } meaning ? Any([.. read.Select(value => meaning.ToFilter(value.Comparison, value.Values, null))]) : null;
    }

    /// <summary><c>system|code|value</c> with of-type, else the value alone.</summary>
    public Func<VitalEvent, FhirFilter?>? Typed(ParameterMeaning.Typed typed, bool ofType, List<string> attributes)
    {
        var read = new List<(IdentifierKind? Kind, string Value)>();
        foreach (var parts in values.Select(value => ArgumentValues.Split(value, '|').ConvertAll(ArgumentValues.Plain)))
        {
            var kind = ofType && parts is [var system, var code, _] && system is "" or FhirUrls.IdentifierTypes or OldIdentifierTypes ? IdentifierCodes.KindOf(code) : default(IdentifierKind?);
            if (ofType ? kind is null || parts.Count != 3 : parts.Count > 2 || (parts.Count == 2 && parts[0].Length > 0))
                return Refuse(ResourceSearchFaultKind.NotSupported, $"Identifiers of people have types and no systems: write {parameter.Name}:of-type={FhirUrls.IdentifierTypes}|CODE|VALUE, or the value alone.");
            if (Normalised.Identifier(parts[^1]) is not { } value)
                return Refuse(ResourceSearchFaultKind.Invalid, "The value has to be an identifier with letters or digits.");
            read.Add((kind, value));
            attributes.Add(kind is { } one && typed.Name == "identifier" ? AttributeTable.NameOf(one) : typed.Name);
        }

        return vitalEvent => typed.Roles(vitalEvent) is { Count: > 0 } roles ? Any([.. read.Select(value => Identifier(typed, roles, value.Kind, value.Value, vitalEvent))]) : null;
    }

    /// <summary><c>system|value</c>, the system that of the event's registration numbers or tracking ids, or the value alone.</summary>
    public Func<VitalEvent, FhirFilter?>? Number(List<string> attributes)
    {
        var read = new List<(string? System, string Value)>();
        foreach (var parts in values.Select(value => ArgumentValues.Split(value, '|').ConvertAll(ArgumentValues.Plain)))
        {
            var system = parts.Count == 2 && parts[0].Length > 0 ? parts[0] : null;
            if (parts.Count > 2 || (system is not null && !Enum.GetValues<VitalEvent>().Any(vitalEvent => Parameter(system, vitalEvent) is not null)))
                return Refuse(ResourceSearchFaultKind.NotSupported, $"The system has to be {FhirUrls.Ids} with birth-registration-number, birth-tracking-id, or the same of another event.");
            if (Normalised.Identifier(parts[^1]) is not { } value)
                return Refuse(ResourceSearchFaultKind.Invalid, "The value has to be a number with letters or digits.");
            read.Add((system, value));
            if (system is null || !system.EndsWith("-tracking-id", StringComparison.Ordinal))
                attributes.Add("registration_number");
            if (system is null || system.EndsWith("-tracking-id", StringComparison.Ordinal))
                attributes.Add("tracking_id");
        }

        return vitalEvent => read.SelectMany(number => Numbers(number.System, number.Value, vitalEvent)).ToList() is { Count: > 0 } any ? Any(any) : null;
    }

    public Func<VitalEvent, FhirFilter?>? Event(ParameterMeaning.Event told)
    {
        var codes = values.ConvertAll(CodeOf);
        if (codes.Find(code => !Enum.GetValues<VitalEvent>().Any(vitalEvent => told.CodeOf(vitalEvent) == code)) is not null)
            return Refuse(ResourceSearchFaultKind.NotSupported, $"The code has to be one of {string.Join(", ", Enum.GetValues<VitalEvent>().Select(told.CodeOf))}.");
        return vitalEvent => codes.Contains(told.CodeOf(vitalEvent)) ? new FhirFilter.And([]) : null;
    }

    /// <summary>What is not registered is never found, whatever its status.</summary>
    public Func<VitalEvent, FhirFilter?>? Status()
    {
        var statuses = values.ConvertAll(value => StatusCodes.Parse(CodeOf(value)));
        if (statuses.Contains(null))
            return Refuse(ResourceSearchFaultKind.Invalid, "The value is no registration status.");
        var registered = statuses.OfType<RegistrationStatus>().Where(status => status.IsLegallyRegistered()).Distinct().ToList();
        return _ => registered.Count == 0 ? null : new FhirFilter.Status(registered);
    }

    public List<ResourceName>? References(ParameterMeaning.Holding holding)
    {
        var names = new List<ResourceName>();
        foreach (var value in values.ConvertAll(ArgumentValues.Plain))
        {
            var parts = value.Split('/');
            var type = parts.Length > 1 ? parts[^2] : holding.Targets is [var only] ? only : null;
            if (type is null || parts.Length > 2 || !holding.Targets.Contains(type))
            {
                Refuse(ResourceSearchFaultKind.Invalid, $"The value has to be {string.Join(" or ", holding.Targets.Select(target => target + "/id"))}.");
                return null;
            }

            names.Add(new ResourceName(type, parts[^1]));
        }

        return names;
    }

    public List<(string? System, string Code)> Codes() => values.ConvertAll(value =>
        ArgumentValues.Split(value, '|').ConvertAll(ArgumentValues.Plain) is [var system, var code, ..] ? (system.Length == 0 ? null : system, code) : ((string?)null, ArgumentValues.Plain(value)));

    private (Comparison Comparison, string Text)? Value(AttributeKind kind, string value) => parameter.Type switch
    {
        SearchParameterType.Date => ArgumentValues.Compared(value.Trim()),
        SearchParameterType.Token when kind is AttributeKind.Sex or AttributeKind.MaritalStatus => (Comparison.Eq, CodeOf(value)),
        _ => (Comparison.Eq, ArgumentValues.Plain(value)),
    };

    private static string CodeOf(string value) => ArgumentValues.Plain(ArgumentValues.Split(value, '|')[^1]);

    private static FhirFilter Identifier(ParameterMeaning.Typed typed, IReadOnlyList<PersonRole> roles, IdentifierKind? kind, string value, VitalEvent vitalEvent)
    {
        string[] values = [value];
        if (kind == EventCodes.Of(vitalEvent).NumberKind && typed.OfSubject)
            return new Meaning.OwnNumber(kind.Value, roles).ToFilter(Comparison.Eq, new AttributeValues.Texts(values), null);
        return new Meaning.AnyIdentifier(roles, typed.OfSubject).ToFilter(Comparison.Eq, new AttributeValues.Texts(values), kind);
    }

    private static IEnumerable<FhirFilter> Numbers(string? system, string value, VitalEvent vitalEvent)
    {
        if (system is null)
            return [Of(RecordNumberParameter.RegistrationNumber), Of(RecordNumberParameter.TrackingId)];
        return Parameter(system, vitalEvent) is { } one ? [Of(one)] : [];

        FhirFilter.RecordNumber Of(RecordNumberParameter number) => new(number, Comparison.Eq, [value]);
    }

    private static RecordNumberParameter? Parameter(string system, VitalEvent vitalEvent)
    {
        var codes = EventCodes.Of(vitalEvent);
        return system == codes.NumberSystem ? RecordNumberParameter.RegistrationNumber : system == codes.TrackingSystem ? RecordNumberParameter.TrackingId : null;
    }

    private static FhirFilter Any(IReadOnlyList<FhirFilter> filters) => filters is [var one] ? one : new FhirFilter.Or(filters);

    private Func<VitalEvent, FhirFilter?>? Refuse(ResourceSearchFaultKind kind, string detail)
    {
        fault(kind, detail);
        return null;
    }
}
