using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>gzip with a limit on what comes out: a few kilobytes can ask for gigabytes.</summary>
internal static class Gzip
{
    private const int FirstBuffer = 16 * 1024;

    public static ReadOnlySequence<byte> Unpack(in ReadOnlySequence<byte> packed, int? maxSize, StreamName what, out byte[] rented)
    {
        var limit = maxSize ?? Array.MaxLength;
        rented = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var length = 0;
        try
        {
            using var unpacking = new GZipStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            while (true)
            {
                if (length == rented.Length)
                {
                    rented = Grown(rented, length, limit);
                }
                var read = unpacking.Read(rented, length, rented.Length - length);
                length += read;
                if (length > limit)
                {
                    throw MessageTooLarge.Unpacked(what, limit);
                }
                if (read == 0)
                {
                    return new ReadOnlySequence<byte>(rented, 0, length);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The {what} is malformed: a packed message is no gzip.", e));
        }
    }

    public static byte[] Pack(ReadOnlySpan<byte> message, CompressionLevel level)
    {
        var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, level, leaveOpen: true))
        {
            packing.Write(message);
        }
        return packed.ToArray();
    }

    private static byte[] Grown(byte[] full, int length, int limit)
    {
        // One byte over the limit is enough to see that the limit is passed.
        var size = (int)Math.Min(Math.Max(length * 2L, FirstBuffer), Math.Min(limit + 1L, Array.MaxLength));
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(size, length + 1));
        full.AsSpan(0, length).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(full);
        return bigger;
    }
}
