using System.Reflection;

namespace EdgeProctoring.Packages.Tests.Architecture;

/// <summary>The public types and members of an assembly as documentation ids, accessors as methods.</summary>
internal static class OfferedMembers
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static HashSet<string> Of(string path)
    {
        var ids = new HashSet<string>();
        foreach (var type in Assembly.LoadFrom(path).GetTypes().Where(IsOffered))
        {
            ids.Add($"T:{Name(type)}");
            // A member that a base class declares is named by code on the class that it was called on.
            foreach (var method in type.GetMembers(Declared).OfType<MethodBase>())
            {
                ids.Add(Id(type, method));
            }
            foreach (var field in type.GetFields(Declared))
            {
                ids.Add($"F:{Name(type)}.{field.Name}");
            }
        }
        return ids;
    }

    // A nested protected type is no exported one, yet generated code derives its way to it.
    private static bool IsOffered(Type type) =>
        type.IsVisible || (type.DeclaringType is { IsVisible: true } && (type.IsNestedFamily || type.IsNestedFamORAssem));

    private static string Id(Type type, MethodBase method)
    {
        var name = method.Name switch { ".ctor" => "#ctor", ".cctor" => "#cctor", var other => other };
        var generic = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        var parameters = method.GetParameters();
        var list = parameters.Length > 0 ? $"({string.Join(',', parameters.Select(one => Argument(one.ParameterType)))})" : "";
        var conversion = method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } converting ? $"~{Argument(converting.ReturnType)}" : "";
        return $"M:{Name(type)}.{name}{generic}{list}{conversion}";
    }

    private static string Name(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    private static string Argument(Type type)
    {
        if (type.IsByRef)
        {
            return Argument(type.GetElementType()!) + "@";
        }
        if (type.IsArray)
        {
            return Argument(type.GetElementType()!) + "[]";
        }
        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }
        if (type.IsGenericType)
        {
            var open = Name(type.GetGenericTypeDefinition());
            return $"{open[..open.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(Argument))}}}";
        }
        return Name(type);
    }
}
