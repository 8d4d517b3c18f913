using System.Text;

namespace Dci.CrvsApi.Tests.Profiles;

/// <summary>Canonical persons as the register renders them. Everybody in them is invented.</summary>
internal static class SamplePersons
{
    public static string Child { get; } = Compact("""
        {"@context":{"@vocab":"https://schema.spdci.org/common/v1"},"@id":"b-1","@type":"CRVS_Person",
        "identifier":[{"@type":"Identifier","identifier_type":"BRN","identifier_value":"B-2020-0001"},{"@type":"Identifier","identifier_type":"UIN","identifier_value":"1000000001"}],
        "name":{"@type":"Name","surname":"Okello","given_name":"ሰላም","second_name":"Maria"},
        "sex":"female","birth_date":"2020-05-04",
        "birth_place":{"@type":"Place","name":"Kalo Clinic","contained_in_place":"Kalo","geo":{"@type":"GeoCoordinates","latitude":1.50,"longitude":2}},
        "address":[{"@type":"Address","address_line_1":"1 Hill Road","address_line_2":"Flat 2","locality":"Kalo","country_code":"UG"}],
        "parent1_identifier":{"@type":"Identifier","identifier_type":"UIN","identifier_value":"1000000002"},
        "parent2_identifier":{"@type":"Identifier","identifier_type":"PASSPORT","identifier_value":"P77"},
        "registration_date":"2020-05-09","last_updated":"2020-05-09T10:00:00.000Z"}
        """);

    public static string Bride { get; } = Compact("""
        {"@context":{"@vocab":"https://schema.spdci.org/common/v1"},"@id":"m-1","@type":"CRVS_Person",
        "identifier":[{"@type":"Identifier","identifier_type":"MRN","identifier_value":"M-1"}],
        "name":{"@type":"Name","surname":"Adeyemi","given_name":"Ife"},"birth_date":"1990-01-02","marital_status":"M","marriage_date":["2021-06-05"],
        "related_person":[{"@type":"RelatedPerson","relationship":"SPS","identifier":[{"@type":"Identifier","identifier_type":"UIN","identifier_value":"1000000009"}],"name":{"@type":"Name","surname":"Bello","given_name":"Tunde"},"birth_date":"1989-03-04"}]}
        """);

    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    public static string Compact(string json) => json.ReplaceLineEndings("");
}
