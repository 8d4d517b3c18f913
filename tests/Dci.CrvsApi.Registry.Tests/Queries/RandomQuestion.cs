using System.Text;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Queries.Attributes;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Tests.Queries;

/// <summary>A random question whose every condition has a value of its own, so that it can be found again in the query.</summary>
internal sealed class RandomQuestion
{
    private static readonly string[] Attributes =
    [
        "birth_date", "death_date", "event_date", "registration_date", "BRN", "DRN", "UIN", "passport", "registration_number", "tracking_id",
        "birth_place", "death_place", "event_place", "registration_office", "name", "name.surname", "name.given_name", "mother.surname", "parent1_identifier", "identifier",
    ];

    private readonly Random _random;
    private readonly List<(string Attribute, bool Truth)> _leaves = [];

    public RandomQuestion(int seed)
    {
        _random = new Random(seed);
        Root = Make(_random.Next(1, 5));
    }

    public abstract record Node
    {
        public sealed record Leaf(int Number, string Attribute, string Operator) : Node;

        public sealed record Joined(string Word, IReadOnlyList<Node> Operands) : Node;

        public sealed record Not(Node Operand) : Node;
    }

    public Node Root { get; }

    public int Leaves => _leaves.Count;

    public string AttributeOf(int leaf) => _leaves[leaf].Attribute;

    /// <summary>The value of a condition in its normalised form.</summary>
    public string TokenOf(int leaf) => IsDate(_leaves[leaf].Attribute) ? $"{1000 + leaf}" : $"V{leaf}X";

    public string Json() => Write(Root);

    public bool Shuffle(int leaf) => (_leaves[leaf] = (_leaves[leaf].Attribute, _random.Next(2) == 0)).Truth;

    /// <summary>Whether the question is certainly true when a condition without meaning on the event is neither true nor false; null when not certain.</summary>
    public bool? Holds(VitalEvent vitalEvent, bool asked) => Holds(Root, vitalEvent, asked);

    /// <summary>Whether the query is true when its conditions are as true as those they came from.</summary>
    public bool Holds(FhirFilter filter) => filter switch
    {
        FhirFilter.And and => and.Operands.All(Holds),
        FhirFilter.Or or => or.Operands.Any(Holds),
        FhirFilter.Not not => !Holds(not.Operand),
        FhirFilter.Identifier leaf => TruthOf(leaf.Values),
        FhirFilter.RecordNumber leaf => TruthOf(leaf.Values),
        FhirFilter.Name leaf => TruthOf(leaf.Values),
        FhirFilter.InPlace leaf => TruthOf(leaf.Values),
        FhirFilter.PersonDate leaf => _leaves[leaf.Values.Single().First.Year - 1000].Truth,
        FhirFilter.RecordDate leaf => _leaves[leaf.Values.Single().First.Year - 1000].Truth,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Not generated."),
    };

    private bool TruthOf(IReadOnlyList<string> values) => _leaves[int.Parse(values.Single()[1..^1])].Truth;

    private bool? Holds(Node node, VitalEvent vitalEvent, bool asked)
    {
        switch (node)
        {
            case Node.Not not:
                return !Holds(not.Operand, vitalEvent, asked);
            case Node.Leaf leaf:
                AttributeTable.TryFind(leaf.Attribute, out var attribute);
                return attribute!.On(vitalEvent, asked) is null ? null : _leaves[leaf.Number].Truth != (leaf.Operator == "$ne");
            case Node.Joined joined:
                var operands = joined.Operands.Select(operand => Holds(operand, vitalEvent, asked)).ToList();
                var decides = joined.Word == "$or";
                return operands.Contains(decides) ? decides : operands.Contains(null) ? null : !decides;
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private Node Make(int depth)
    {
        switch (depth == 0 ? 0 : _random.Next(6))
        {
            case 0 or 1:
                var attribute = Attributes[_random.Next(Attributes.Length)];
                _leaves.Add((attribute, false));
                var ordered = IsDate(attribute) ? new[] { "$eq", "$ne", "$gt", "$gte", "$lt", "$lte" } : ["$eq", "$ne", "$in"];
                return new Node.Leaf(_leaves.Count - 1, attribute, ordered[_random.Next(ordered.Length)]);
            case 2:
                return new Node.Not(Make(depth - 1));
            default:
                return new Node.Joined(_random.Next(2) == 0 ? "$and" : "$or", [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Make(depth - 1))]);
        }
    }

    private string Write(Node node) => node switch
    {
        Node.Leaf leaf => $$"""{ "{{leaf.Attribute}}": { "{{leaf.Operator}}": "{{TokenOf(leaf.Number)}}" } }""",
        Node.Not not => $$"""{ "$not": {{Write(not.Operand)}} }""",
        Node.Joined joined => new StringBuilder($"{{\"{joined.Word}\":[").AppendJoin(',', joined.Operands.Select(Write)).Append("]}").ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static bool IsDate(string attribute) => attribute.EndsWith("date", StringComparison.Ordinal);
}
