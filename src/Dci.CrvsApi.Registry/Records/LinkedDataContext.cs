namespace Dci.CrvsApi.Registry.Records;

/// <summary>The JSON-LD context of every person: where the words of the record are defined.</summary>
internal static class LinkedDataContext
{
    public static ReadOnlySpan<byte> Json =>
        """
        {"@vocab":"https://schema.spdci.org/common/v1","xsd":"http://www.w3.org/2001/XMLSchema#","schema":"http://schema.org/","rdfs":"http://www.w3.org/2000/01/rdf-schema#","owl":"http://www.w3.org/2002/07/owl#"}
        """u8;
}
