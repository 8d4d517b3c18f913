using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Reading;
using Dci.CrvsApi.Registry.Places;
using R4 = Hl7.Fhir.Model;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>A posted bundle in both forms in which rules look at it, and the places there are for it.</summary>
internal sealed class SubmittedBundle
{
    public SubmittedBundle(JsonObject json, R4.Bundle parsed, PlaceTree places)
    {
        (Json, Parsed, Index) = (json, parsed, new BundleIndex(parsed));
        NewPlaces = [.. LocationReader.PlacesOf(Index).Where(place => places.Find(place.Id) is null)];
        Places = NewPlaces.Count == 0 ? places : new PlaceTree([.. places.All, .. NewPlaces]);
    }

    /// <summary>After it was turned into R4.</summary>
    public JsonObject Json { get; }

    public R4.Bundle Parsed { get; }

    public BundleIndex Index { get; }

    /// <summary>Those of the bundle that were not known.</summary>
    public IReadOnlyList<Place> NewPlaces { get; }

    /// <summary>The tree with them in it.</summary>
    public PlaceTree Places { get; }

    public R4.Composition? Composition => Parsed.Entry.Select(entry => entry.Resource).OfType<R4.Composition>().FirstOrDefault();

    public string PathOf(R4.Resource resource) => $"Bundle.entry[{Parsed.Entry.FindIndex(entry => ReferenceEquals(entry.Resource, resource))}].resource";
}
