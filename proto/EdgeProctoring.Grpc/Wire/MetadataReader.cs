using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Received headers as metadata.</summary>
internal static class MetadataReader
{
    /// <summary>Adds one header. A -bin header may hold several base64 values joined by commas, padded or not.</summary>
    public static void Add(Metadata metadata, string key, string value, string where)
    {
        if (Protocol.IsReserved(key))
        {
            return;
        }
        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(Entry(key, value, where));
            return;
        }
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            metadata.Add(key, Bytes(key, part, where));
        }
    }

    private static Metadata.Entry Entry(string key, string value, string where)
    {
        try
        {
            return new Metadata.Entry(key, value);
        }
        catch (ArgumentException e)
        {
            // HTTP allows more characters in a header's name than gRPC does.
            throw new RpcException(new Status(StatusCode.Internal, $"{where}: header '{key}' is no gRPC metadata key.", e));
        }
    }

    private static byte[] Bytes(string key, string part, string where)
    {
        try
        {
            return Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"{where}: header '{key}' is not base64.", e));
        }
    }
}
