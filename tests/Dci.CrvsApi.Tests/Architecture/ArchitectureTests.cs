using System.Reflection;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Storage;

namespace Dci.CrvsApi.Tests.Architecture;

/// <summary>The walls between the projects hold.</summary>
internal sealed class ArchitectureTests
{
    private static readonly Assembly Contract = typeof(DciJson).Assembly;
    private static readonly Assembly Registry = typeof(VitalRecord).Assembly;
    private static readonly Assembly Storage = typeof(StorageOptions).Assembly;

    [Test]
    public void The_contract_knows_nothing_but_the_base_library() =>
        Assert.That(References(Contract), Is.All.StartsWith("System"));

    [Test]
    public void The_registry_knows_no_storage_and_no_web() =>
        Assert.That(References(Registry), Has.None.StartsWith("Dci.CrvsApi.Storage").And.None.StartsWith("Microsoft.AspNetCore").And.None.StartsWith("Microsoft.Data").And.None.EqualTo("Dapper"));

    [Test]
    public void The_storage_knows_no_web_and_no_fhir() =>
        Assert.That(References(Storage), Has.None.StartsWith("Microsoft.AspNetCore").And.None.StartsWith("Hl7.Fhir"));

    [Test]
    public void The_host_knows_no_database() =>
        Assert.That(References(typeof(Program).Assembly), Has.None.StartsWith("Microsoft.Data.Sqlite").And.None.EqualTo("Dapper").And.None.StartsWith("Hl7.Fhir"));

    [Test]
    public void No_public_type_of_the_registry_shows_fhir_types() =>
        Assert.That(
            Registry.GetExportedTypes().SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)).SelectMany(Shown),
            Has.None.Matches<Type>(type => type!.FullName?.StartsWith("Hl7.", StringComparison.Ordinal) == true));

    [Test]
    public void No_namespace_is_a_drawer_for_anything()
    {
        string[] drawers = ["Core", "Common", "Shared", "Helpers", "Utils"];
        var names = new[] { Contract, Registry, Storage, typeof(Program).Assembly }.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Namespace ?? "").Distinct();

        Assert.That(names.Where(name => name.StartsWith("Dci.", StringComparison.Ordinal)).SelectMany(name => name.Split('.')), Has.None.AnyOf(drawers));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<Type> Shown(MemberInfo member) => member switch
    {
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        _ => [],
    };
}
