// Runs in the browser: a film in hls.js or dash.js. What a test asks for or wants to know is in
// `window.page`.
import * as dashjs from 'dashjs';
import Hls from 'hls.js';

// Little is loaded in advance, so that a change of the bandwidth is soon felt.
const SECONDS_AHEAD = 8;

const video = document.querySelector('video');

const players = {
  HLS(url) {
    const hls = new Hls({ maxBufferLength: SECONDS_AHEAD, maxMaxBufferLength: SECONDS_AHEAD });
    hls.on(Hls.Events.ERROR, (_, { type, details, fatal }) => {
      if (fatal) window.page.failures.push(`${type}: ${details}`);
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    return { rungs: () => hls.levels.length };
  },
  DASH(url) {
    const dash = dashjs.MediaPlayer().create();
    dash.updateSettings({
      debug: { logLevel: dashjs.Debug.LOG_LEVEL_ERROR },
      streaming: {
        buffer: {
          bufferTimeDefault: SECONDS_AHEAD,
          bufferTimeAtTopQuality: SECONDS_AHEAD,
          bufferTimeAtTopQualityLongForm: SECONDS_AHEAD,
        },
      },
    });
    dash.on(dashjs.MediaPlayer.events.ERROR, ({ error }) => {
      window.page.failures.push(`${error.code}: ${error.message}`);
    });
    dash.initialize(video, url, true);
    return { rungs: () => dash.getRepresentationsByType('video').length };
  },
};

let player;

window.page = {
  failures: [],

  /** Begins to play. */
  play(format, url) {
    player = players[format](url);
    video.muted = true;
    return video.play();
  },

  /** Plays a file as browsers do by themselves. */
  playFile(url) {
    player = { rungs: () => 1 };
    video.muted = true;
    video.src = url;
    return video.play();
  },

  rungs: () => player.rungs(),
  time: () => video.currentTime,
  duration: () => video.duration,
  height: () => video.videoHeight,
  frames: () => video.getVideoPlaybackQuality().totalVideoFrames,

  /** Goes to a second of the film, and plays on from there. */
  seek(seconds) {
    video.currentTime = seconds;
    return video.play();
  },
};
