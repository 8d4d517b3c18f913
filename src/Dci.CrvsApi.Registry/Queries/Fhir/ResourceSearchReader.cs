using Dci.CrvsApi.Registry.Queries.Criteria;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Queries.Fhir;

/// <summary>
/// Turns the parameters of a FHIR search into the query that a DCI search with the same meaning becomes. Every parameter is in
/// it; one that can't be honoured is refused, and never dropped.
/// </summary>
public sealed class ResourceSearchReader
{
    public const int MostArguments = 50;

    private readonly string _type;
    private readonly IReadOnlyList<VitalEvent> _events;
    private readonly List<ResourceSearchFault> _faults = [];
    private readonly List<Func<VitalEvent, FhirFilter?>> _conditions = [];
    private readonly List<string> _attributes = [];
    private readonly List<IReadOnlyList<ResourceName>> _holding = [];
    private readonly List<ResourceTest> _tests = [];

    private ResourceSearchReader(string type, IReadOnlyList<VitalEvent> events) => (_type, _events) = (type, events);

    /// <param name="type">One of <see cref="SearchParameters.Types"/>.</param>
    /// <param name="arguments">Every parameter but those that say how to answer.</param>
    /// <param name="sort">The value of <c>_sort</c>, null when there is none.</param>
    /// <param name="events">The events that may be searched.</param>
    public static ResourceSearchReading Read(string type, IReadOnlyList<SearchArgument> arguments, string? sort, IReadOnlyList<VitalEvent> events) =>
        new ResourceSearchReader(type, events).Read(arguments, sort);

    private ResourceSearchReading Read(IReadOnlyList<SearchArgument> arguments, string? sort)
    {
        if (arguments.Count > MostArguments)
            return new ResourceSearchReading.Refused([new("", ResourceSearchFaultKind.NotSupported, $"A search has at most {MostArguments} parameters.")]);
        foreach (var argument in arguments)
            Read(argument);
        var sortAttributes = new List<string>();
        var keys = sort is null ? [] : SortKeys(sort, sortAttributes);
        if (_tests.Exists(test => test is ResourceTest.HasCode) && _holding.Count == 0)
            Fault("code", ResourceSearchFaultKind.NotSupported, "Observations are searched by code within an Encounter: name it by encounter, or give _id.");
        if (_type is "RelatedPerson" or "Observation" && _holding.Count == 0 && _faults.Count == 0)
            Fault("", ResourceSearchFaultKind.NotSupported, $"Name what the {_type} belongs to, or its _id; all of them can't be listed.");
        if (_faults.Count > 0)
            return new ResourceSearchReading.Refused(_faults);

        var branches = _events.Select(Branch).OfType<EventQuery>().ToList();
        var kinds = new List<IdentifierKind>();
        foreach (var branch in branches)
            QueryUses.AddKinds(branch.Filter, branch.Event, kinds);
        return new ResourceSearchReading.Understood(new ResourceSearch
        {
            Type = _type,
            Branches = branches,
            Sort = keys,
            Attributes = [.. _attributes.Distinct()],
            SortAttributes = sortAttributes,
            IdentifierKinds = kinds,
            Holding = _holding,
            Tests = _tests,
        });
    }

    private EventQuery? Branch(VitalEvent vitalEvent)
    {
        var filters = new List<FhirFilter>(_conditions.Count);
        foreach (var condition in _conditions)
        {
            if (condition(vitalEvent) is not { } filter)
                return null;
            filters.Add(filter);
        }

        var all = filters is [var only] ? only : new FhirFilter.And(filters);
        return new EventQuery(vitalEvent, PersonRoles.SubjectsOf(vitalEvent).Count > 1 ? SameSpouse.Keep(all) : all);
    }

    private void Read(SearchArgument argument)
    {
        var (name, modifier) = (argument.Name, (string?)null);
        var parameter = SearchParameters.Find(_type, name);
        if (parameter is null && name.LastIndexOf(':') is > 0 and var colon)
        {
            (name, modifier) = (name[..colon], name[(colon + 1)..]);
            parameter = SearchParameters.Find(_type, name);
        }

        if (parameter is null)
        {
            Fault(argument.Name, ResourceSearchFaultKind.Unknown, $"There is no such parameter on {_type}; /fhir/metadata lists those there are.");
            return;
        }

        if (modifier is not null && modifier != parameter.Modifier)
        {
            Fault(argument.Name, ResourceSearchFaultKind.NotSupported, "This modifier can't be answered here.");
            return;
        }

        var values = ArgumentValues.Split(argument.Value, ',');
        if (values.Count > Reading.MaximumConditions || values.Exists(value => value.Trim().Length is 0 or > Reading.LongestValue || value.Any(char.IsControl)))
            Fault(argument.Name, ResourceSearchFaultKind.Invalid, $"Give 1 to {Reading.MaximumConditions} values of 1 to {Reading.LongestValue} characters.");
        else
            Read(parameter, modifier, values);
    }

    private void Read(SearchParameter parameter, string? modifier, List<string> values)
    {
        var reader = new ParameterReader(parameter, values, (kind, detail) => Fault(parameter.Name, kind, detail));
        switch (parameter.Meaning)
        {
            case ParameterMeaning.Attribute attribute:
                Add(attribute.Name, reader.Attribute(attribute));
                break;
            case ParameterMeaning.Typed typed:
                Add(null, reader.Typed(typed, modifier is not null, _attributes));
                break;
            case ParameterMeaning.Number:
                Add(null, reader.Number(_attributes));
                break;
            case ParameterMeaning.Event told:
                Add(null, reader.Event(told));
                break;
            case ParameterMeaning.Status:
                Add(null, reader.Status());
                break;
            case ParameterMeaning.OwnId:
                Hold([.. values.Select(value => new ResourceName(_type, ArgumentValues.Plain(value)))]);
                _tests.Add(new ResourceTest.HasId([.. values.Select(ArgumentValues.Plain)]));
                break;
            case ParameterMeaning.Holding holding when reader.References(holding) is { } names:
                Hold(names);
                if (holding.Member is { } member)
                    _tests.Add(new ResourceTest.RefersTo(member, names));
                break;
            case ParameterMeaning.Code:
                _tests.Add(new ResourceTest.HasCode(reader.Codes()));
                break;
            default:
                break;
        }
    }

    private void Hold(IReadOnlyList<ResourceName> names)
    {
        _holding.Add(names);
        _attributes.Add("record_id");
    }

    private void Add(string? attribute, Func<VitalEvent, FhirFilter?>? condition)
    {
        if (attribute is not null)
            _attributes.Add(attribute);
        if (condition is not null)
            _conditions.Add(condition);
    }

    private List<SortKey> SortKeys(string sort, List<string> attributes)
    {
        var keys = new List<SortKey>();
        foreach (var word in sort.Split(','))
        {
            var name = word.TrimStart('-');
            if (word.Length - name.Length > 1 || SearchSorts.Find(_type, name) is not { } found)
            {
                Fault("_sort", ResourceSearchFaultKind.NotSupported, $"{_type} can be sorted by {string.Join(", ", SearchSorts.Of(_type))}.");
                continue;
            }

            keys.Add(new SortKey(found.Key, word != name));
            attributes.Add(found.Attribute);
        }

        return keys;
    }

    private void Fault(string parameter, ResourceSearchFaultKind kind, string detail) =>
        _faults.Add(new ResourceSearchFault(parameter.Length > 100 ? parameter[..100] : parameter, kind, detail));
}
