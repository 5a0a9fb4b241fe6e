import { rulePart } from './threshold';

export const confidence = rulePart({
  title: 'Confidence',
  about: 'How much evidence a status or a style must stand on to be called some or good evidence.',
  thresholds: {
    mediumSections: {
      meaning: 'Some evidence from so many sections on.',
      source: 'Chosen: two lessons of usual length.',
      unit: 'sections',
      min: 1,
      max: 50,
      step: 1,
      values: { 1: 6 },
    },
    mediumClassmates: {
      meaning: 'Some evidence only with so many classmates.',
      source: 'Chosen: below twenty, one classmate moves a share by more than 5 %.',
      unit: 'classmates',
      min: 10,
      max: 500,
      step: 1,
      values: { 1: 20 },
    },
    highSections: {
      meaning: 'Good evidence from so many sections on.',
      source: 'Chosen: about a third of a course of usual length.',
      unit: 'sections',
      min: 1,
      max: 100,
      step: 1,
      values: { 1: 15 },
    },
    highClassmates: {
      meaning: 'Good evidence only with so many classmates.',
      source: 'Chosen: from fifty on, one classmate moves a share by less than 2 %.',
      unit: 'classmates',
      min: 10,
      max: 1000,
      step: 1,
      values: { 1: 50 },
    },
  },
  ordered: [
    ['mediumSections', 'highSections'],
    ['mediumClassmates', 'highClassmates'],
  ],
});
