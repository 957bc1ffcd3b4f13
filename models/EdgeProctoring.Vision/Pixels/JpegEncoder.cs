using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>Makes JPEG pictures with libturbojpeg. One object a thread.</summary>
public sealed unsafe partial class JpegEncoder : IDisposable
{
    private const string Library = "libturbojpeg.so.0";
    private const int Chroma420 = 2;
    private const int IntoGivenBuffer = 1024;

    private readonly nint _compressor = Compressor();
    private byte[] _buffer = [];

    /// <summary>The picture as JPEG; the memory holds until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(I420Picture picture, int quality)
    {
        ObjectDisposedException.ThrowIf(_compressor == 0, this);
        var most = checked((int)BufferSize(picture.Width, picture.Height, Chroma420));
        if (_buffer.Length < most)
        {
            _buffer = new byte[most];
        }
        var length = (nuint)_buffer.Length;
        fixed (byte* source = picture.Buffer, target = _buffer)
        {
            var planes = stackalloc byte*[3];
            planes[0] = source;
            planes[1] = source + (picture.Width * picture.Height);
            planes[2] = planes[1] + (picture.Width * picture.Height / 4);
            var strides = stackalloc int[3] { picture.Width, picture.Width / 2, picture.Width / 2 };
            var into = target;
            if (Compress(_compressor, planes, picture.Width, strides, picture.Height, Chroma420, &into, &length, quality, IntoGivenBuffer) != 0)
            {
                throw new InvalidOperationException($"The picture could not be encoded: {Marshal.PtrToStringUTF8(ErrorText(_compressor))}");
            }
        }
        return _buffer.AsMemory(0, (int)length);
    }

    public void Dispose()
    {
        if (_compressor != 0)
        {
            _ = Destroy(_compressor);
        }
        GC.SuppressFinalize(this);
    }

    private static nint Compressor()
    {
        try
        {
            return InitCompress();
        }
        catch (DllNotFoundException)
        {
            throw new DllNotFoundException($"{Library} is not installed (Debian: libturbojpeg0).");
        }
    }

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    private static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    private static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(nint handle);

    [LibraryImport(Library, EntryPoint = "tjBufSize")]
    private static partial nuint BufferSize(int width, int height, int chroma);

    [LibraryImport(Library, EntryPoint = "tjCompressFromYUVPlanes")]
    private static partial int Compress(nint handle, byte** planes, int width, int* strides, int height, int chroma, byte** target, nuint* length, int quality, int flags);
}
