using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace EdgeProctoring.Packages.Tests.Architecture;

/// <summary>A member of another assembly's type, with its documentation id.</summary>
internal sealed record UsedMember(string Type, string Name, string Id);

/// <summary>Reads from metadata which outside types and members an assembly names, as documentation ids (accessors as methods).</summary>
internal static class UsedMembers
{
    public static IEnumerable<UsedMember> Of(MetadataReader reader)
    {
        foreach (var handle in reader.TypeReferences)
        {
            var type = NameOf(reader, handle);
            yield return new UsedMember(type, "", $"T:{type}");
        }
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (TypeOf(reader, member.Parent) is { } type)
            {
                var name = reader.GetString(member.Name);
                yield return new UsedMember(type, name, IdOf(reader, member, type, name));
            }
        }
    }

    private static string? TypeOf(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => NameOf(reader, (TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => Generic(reader.GetTypeSpecification((TypeSpecificationHandle)parent).DecodeSignature(new Names(), null)),
        _ => null,
    };

    /// <summary>The open type's name: arguments are not part of a documentation id's type.</summary>
    private static string Generic(string decoded)
    {
        var brace = decoded.IndexOf('{', StringComparison.Ordinal);
        return brace < 0 ? decoded : $"{decoded[..brace]}`{Arguments(decoded[brace..])}";
    }

    private static int Arguments(string braces)
    {
        var (depth, count) = (0, 1);
        foreach (var letter in braces)
        {
            depth += letter switch { '{' => 1, '}' => -1, _ => 0 };
            count += letter == ',' && depth == 1 ? 1 : 0;
        }
        return count;
    }

    private static string IdOf(MetadataReader reader, MemberReference member, string type, string name)
    {
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return $"F:{type}.{name}";
        }
        var signature = member.DecodeMethodSignature(new Names(), null);
        var shown = name switch { ".ctor" => "#ctor", ".cctor" => "#cctor", _ => name };
        var generic = signature.GenericParameterCount > 0 ? $"``{signature.GenericParameterCount}" : "";
        var parameters = signature.ParameterTypes.Length > 0 ? $"({string.Join(',', signature.ParameterTypes)})" : "";
        var conversion = name is "op_Implicit" or "op_Explicit" ? $"~{signature.ReturnType}" : "";
        return $"M:{type}.{shown}{generic}{parameters}{conversion}";
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(reader, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }

    /// <summary>Writes types the way documentation ids do.</summary>
    private sealed class Names : ISignatureTypeProvider<string, object?>
    {
        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[" + string.Join(',', Enumerable.Repeat("0:", shape.Rank)) + "]";
        public string GetByReferenceType(string elementType) => elementType + "@";
        public string GetFunctionPointerType(MethodSignature<string> signature) => "=FUNC";
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
        {
            var tick = genericType.IndexOf('`', StringComparison.Ordinal);
            return $"{(tick < 0 ? genericType : genericType[..tick])}{{{string.Join(',', typeArguments)}}}";
        }
        public string GetGenericMethodParameter(object? genericContext, int index) => $"``{index}";
        public string GetGenericTypeParameter(object? genericContext, int index) => $"`{index}";
        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;
        public string GetPinnedType(string elementType) => elementType;
        public string GetPointerType(string elementType) => elementType + "*";
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => $"System.{typeCode}";
        public string GetSZArrayType(string elementType) => elementType + "[]";
        public string GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = metadata.GetTypeDefinition(handle);
            var name = metadata.GetString(type.Name);
            return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
        }
        public string GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte rawTypeKind) => NameOf(metadata, handle);
        public string GetTypeFromSpecification(MetadataReader metadata, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            metadata.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
