using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace EdgeProctoring.Contracts;

/// <summary>
/// The one place where messages become records and records messages. Reading checks every limit; a message that breaks one
/// is refused with all its broken fields named, and nothing of it is taken (of a batch: nothing of the broken item).
/// </summary>
public static partial class Wire
{
    private static T Read<T>(Reading reading, T record) =>
        reading.IsClean ? record : throw new ContractException(reading.Refusals);

    private static T Decode<T>(ReadOnlySpan<byte> bytes, MessageParser<T> parser, string name, int most) where T : IMessage<T>
    {
        if (bytes.Length > most)
        {
            throw new ContractException([Refusal.Of(name, $"{bytes.Length} bytes", $"at most {most} bytes")]);
        }
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new ContractException([Refusal.Of(name, broken.Message, "an encoded message of edgeproctoring.v1")]);
        }
    }

    private static ByteString Bytes(string? hex) => hex is null ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(Convert.FromHexString(hex));

    [return: NotNullIfNotNull(nameof(text))]
    private static string Text(string? text) => text ?? "";
}
