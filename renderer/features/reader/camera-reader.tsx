import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codesInImage } from './codes-in-image.ts';

const EVERY_MS = 250;

/** Looks through the camera until it is closed. The shell lets the camera run on this page only. */
export function CameraReader({ onCode }: { onCode(text: string): void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [isRefused, setRefused] = useState(false);
  const found = useRef(onCode);
  found.current = onCode;
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isOver = false;
    const canvas = document.createElement('canvas');
    const look = () => {
      const shown = video.current;
      if (!shown || shown.videoWidth === 0) return;
      canvas.width = shown.videoWidth;
      canvas.height = shown.videoHeight;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context?.drawImage(shown, 0, 0);
      const frame = context?.getImageData(0, 0, canvas.width, canvas.height);
      for (const text of frame ? codesInImage(frame) : []) found.current(text);
    };
    const timer = setInterval(look, EVERY_MS);
    navigator.mediaDevices
      ?.getUserMedia({ video: { width: { ideal: 1920 }, facingMode: 'environment' }, audio: false })
      .then(given => {
        stream = given;
        if (isOver) stopAll(given);
        else if (video.current) video.current.srcObject = given;
      })
      .catch(() => setRefused(true));
    if (!navigator.mediaDevices) setRefused(true);
    return () => {
      isOver = true;
      clearInterval(timer);
      if (stream) stopAll(stream);
    };
  }, []);
  if (isRefused) return <p className="question">{t('reader.cameraRefused')}</p>;
  return (
    <div className="reader-camera">
      <video ref={video} autoPlay playsInline muted aria-label={t('reader.camera')} />
    </div>
  );
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
